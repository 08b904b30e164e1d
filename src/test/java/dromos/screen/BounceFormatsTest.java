package dromos.screen;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Keys;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.Tokens;
import dromos.screen.Automatic.Kind;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bounces in the words of mail systems from before and beside RFC 3464, a notice each; the first line says what it is. */
class BounceFormatsTest {
    /** {@code name | From | Subject | Return-Path | action hard-or-soft recipients}, and the text below. */
    private static final String NOTICES = """
            qmail | MAILER-DAEMON@mx.far.test | failure notice | <> | failed hard bob@far.test
            Hi. This is the qmail-send program at mx.far.test.
            I'm afraid I wasn't able to deliver your message to the following addresses.
            This is a permanent error; I've given up. Sorry it didn't work out.

            <bob@far.test>:
            Sorry, no mailbox here by that name. (#5.1.1)

            --- Below this line is a copy of the message.

            Return-Path: <support@shop.test>
            To: somebody.else@far.test
            %%
            exim | Mail Delivery System <Mailer-Daemon@far.test> | Mail delivery failed: returning message to sender | <> | failed hard bob@far.test
            This message was created automatically by mail delivery software.

            A message that you sent could not be delivered to one or more of its
            recipients. This is a permanent error. The following address(es) failed:

              bob@far.test
                SMTP error from remote mail server after RCPT TO:<bob@far.test>:
                host mx.far.test [192.0.2.7]: 550 No such user here

            ------ This is a copy of the message, including all the headers. ------

            From: support@shop.test
            %%
            exim warns | Mail Delivery System <Mailer-Daemon@far.test> | Warning: message 1abc-0004 delayed 24 hours | <> | delayed soft bob@far.test
            This message was created automatically by mail delivery software.
            A message that you sent has not yet been delivered to one or more of its
            recipients after more than 24 hours on the queue on far.test.

            The address to which the message has not yet been delivered is:

              bob@far.test

            No action is required on your part. Delivery attempts will continue for
            some time, and this warning may be repeated at intervals.
            %%
            postfix | MAILER-DAEMON@far.test (Mail Delivery System) | Undelivered Mail Returned to Sender | <> | failed soft bob@far.test
            This is the mail system at host far.test.

            I'm sorry to have to inform you that your message could not
            be delivered to one or more recipients. It's attached below.

            For further assistance, please send mail to postmaster@far.test.

            <bob@far.test>: host mx.far.test[192.0.2.7] said: 552 5.2.2 Mailbox full
                (in reply to RCPT TO command)
            %%
            sendmail | Mail Delivery Subsystem <MAILER-DAEMON@far.test> | Returned mail: see transcript for details | <> | failed hard bob@far.test
            The original message was received at Mon, 2 Feb 2026 10:00:00 GMT
            from mail.shop.test [192.0.2.1]

               ----- The following addresses had permanent fatal errors -----
            <bob@far.test>
                (reason: 550 5.1.1 <bob@far.test>... User unknown)

               ----- Transcript of session follows -----
            ... while talking to mx.far.test.:
            >>> MAIL From:<support@shop.test>
            <<< 550 5.1.1 <bob@far.test>... User unknown
            %%
            sendmail of old, only a transcript | MAILER-DAEMON@far.test | Returned mail: User unknown | <> | failed hard bob@far.test
            The original message was received at Mon, 2 Feb 1998 10:00:00 GMT

               ----- Transcript of session follows -----
            550 <bob@far.test>... User unknown
            %%
            sendmail warns | Mail Delivery Subsystem <MAILER-DAEMON@far.test> | Warning: could not send message for past 4 hours | <> | delayed soft bob@far.test
                **********************************************
                **      THIS IS A WARNING MESSAGE ONLY      **
                **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
                **********************************************

               ----- The following addresses had transient non-fatal errors -----
            <bob@far.test>

            Warning: message still undelivered after 4 hours
            Will keep trying until message is 5 days old
            %%
            Exchange 5.5 | System Administrator <postmaster@far.test> | Undeliverable: Your parcel | - | failed hard bob@far.test
            Your message

              To:      bob@far.test
              Subject: Your parcel
              Sent:    Mon, 2 Feb 1998 10:00:00 +0000

            did not reach the following recipient(s):

            bob@far.test on Mon, 2 Feb 1998 10:00:01 +0000
                The recipient name is not recognized
            %%
            Exchange 2003, German | postmaster@far.test | Benachrichtigung zum Übermittlungsstatus (Fehlgeschlagen) | <> | failed hard bob@far.test
            Dies ist eine automatisch erstellte Benachrichtigung über den Zustellstatus.

            Übermittlung an folgende Empfänger fehlgeschlagen.

                   bob@far.test
            %%
            Exchange Online | Microsoft Outlook <MicrosoftExchange329e71@far.test> | Undeliverable: Your parcel | <> | failed hard bob@far.test
            Delivery has failed to these recipients or groups:

            bob@far.test
            The email address you entered couldn't be found. Please check the recipient's email address.
            %%
            Exchange Online, French | Microsoft Outlook <postmaster@far.test> | Non remis : Votre colis | <> | failed hard bob@far.test
            Échec de la remise à ces destinataires ou groupes :

            bob@far.test
            L'adresse de messagerie que vous avez entrée est introuvable.
            %%
            Exchange Online, Spanish | Microsoft Outlook <postmaster@far.test> | No se puede entregar: Su paquete | <> | failed hard bob@far.test
            No se pudo entregar el mensaje a estos destinatarios o grupos:

            bob@far.test
            %%
            Exchange Online, Italian | Microsoft Outlook <postmaster@far.test> | Non recapitabile: Il pacco | <> | failed hard bob@far.test
            Recapito non riuscito per i seguenti destinatari o gruppi:

            bob@far.test
            %%
            Exchange Online, Polish | Microsoft Outlook <postmaster@far.test> | Nie można dostarczyć: Paczka | <> | failed hard bob@far.test
            Nie można dostarczyć do tych adresatów lub grup:

            bob@far.test
            %%
            Lotus Notes | Postmaster@far.test | DELIVERY FAILURE: User bob (bob@far.test) not listed in Domino Directory | <> | failed hard bob@far.test
            Your message

              Subject: Your parcel

            was not delivered to:

              bob@far.test

            because:

              User bob (bob@far.test) not listed in Domino Directory
            %%
            GroupWise | Mailer-Daemon@far.test | Message status - undeliverable | - | failed hard bob@far.test
            The message that you sent was undeliverable to the following:
                bob@far.test (user not found)

            Possibly truncated original message follows:
            %%
            AOL | Mail Delivery Subsystem <MAILER-DAEMON@far.test> | Returned mail: User unknown | <> | failed hard bobby77@far.test
            The mail you sent could not be delivered to:
            bobby77
            %%
            Yahoo | MAILER-DAEMON@far.test | Failure Notice | <> | failed hard bob@far.test
            Sorry, we were unable to deliver your message to the following address.

            <bob@far.test>:
            554: delivery error: dd This user doesn't have a far.test account (bob@far.test) [0]

            --- Original message follows.
            %%
            Compuserve | CompuServe Postmaster <POSTMASTER@far.test> | Undeliverable Message | - | failed hard bob@far.test
            Receiver not found: bob@far.test

            Your message could not be delivered as addressed.

            --- Returned message ---
            %%
            SMTP32 | postmaster <postmaster@far.test> | Undeliverable Mail | - | failed hard bob@far.test
            Unknown user: bob@far.test

            Original message follows.
            %%
            IMail | Postmaster <postmaster@far.test> | Undeliverable Mail | - | failed soft bob@far.test
            User mailbox exceeds allowed size: bob@far.test

            Original message follows.
            %%
            Mercury | Postmaster <Electronic-Postmaster@far.test> | Postmaster Notify: Delivery Failure. | - | failed hard bob@far.test
            With respect to your message, the following delivery failure occurred:

            Message could not be delivered to the following address(es):
               bob@far.test
            User not known at this site.
            %%
            MDaemon | MDaemon@far.test | Permanent Delivery Failure | - | failed hard bob@far.test
            The attached message had PERMANENT fatal delivery errors!

            The following addresses did NOT receive a copy of your message:

            > bob@far.test

            --- Session Transcript ---
             MAIL From:<support@shop.test>
             RCPT To:<bob@far.test>
             550 No such user
            %%
            MDaemon warns | MDaemon@far.test | Warning: Delivery Delayed | - | delayed soft bob@far.test
            The attached message has been delayed. You do not need to resend your message.

            The following addresses have not yet been delivered to:

            > bob@far.test
            %%
            Kerio | Mail Delivery Subsystem <postmaster@far.test> | Delivery Failure Notification | <> | failed hard bob@far.test
            This message was created automatically by mail server software.

            The following message could not be delivered to its recipients:
               <bob@far.test>: mailbox not found
            %%
            Gmail | Mail Delivery Subsystem <mailer-daemon@googlemail.test> | Delivery Status Notification (Failure) | <> | failed hard bob@far.test
            ** Address not found **

            Your message wasn't delivered to bob@far.test because the address couldn't be found.
            %%
            Gmail waits | Mail Delivery Subsystem <mailer-daemon@googlemail.test> | Delivery Status Notification (Delay) | <> | delayed soft bob@far.test
            ** Delivery incomplete **

            There was a temporary problem delivering your message to bob@far.test. Gmail will retry for 46 more hours.
            %%
            GMX | GMX Mailer Daemon <mailer-daemon@gmx.test> | Mail delivery failed: returning message to sender | <> | failed hard bob@far.test
            Diese Nachricht wurde automatisch erzeugt. Ihre E-Mail konnte nicht zugestellt werden an:

            bob@far.test:
            Die Adresse existiert nicht.
            %%
            German in its own words | Mailserver <postmaster@far.test> | Unzustellbar: Ihr Paket | - | failed soft bob@far.test
            Ihre Nachricht konnte nicht zugestellt werden an

            bob@far.test

            Grund: Das Postfach ist voll.
            %%
            French in its own words | postmaster@far.test | Message non distribué | - | failed hard bob@far.test
            Votre message n'a pas pu être remis au destinataire suivant :

            bob@far.test (utilisateur inconnu)
            %%
            Spanish in its own words | postmaster@far.test | Correo devuelto: su pedido | - | failed hard bob@far.test
            Su mensaje no ha podido ser entregado a la siguiente dirección:

            bob@far.test

            El usuario no existe.
            %%
            Italian in its own words | postmaster@far.test | Mancata consegna del messaggio | - | failed soft bob@far.test
            Il tuo messaggio non è stato consegnato a:

            bob@far.test - casella piena
            %%
            Portuguese in its own words | postmaster@far.test | Falha na entrega | - | failed hard bob@far.test
            A sua mensagem não foi entregue ao seguinte destinatário:

            bob@far.test
            %%
            Dutch in its own words | postmaster@far.test | Onbestelbaar: uw pakket | - | failed hard bob@far.test
            Uw bericht kon niet worden bezorgd bij:

            bob@far.test
            %%
            Swedish in its own words | postmaster@far.test | Meddelandet kunde inte levereras | - | failed hard bob@far.test
            Ditt meddelande kunde inte levereras till:

            bob@far.test
            %%
            Polish in its own words | postmaster@far.test | Wiadomość niedostarczona | - | failed soft bob@far.test
            Twoja wiadomość nie została dostarczona do:

            bob@far.test

            Skrzynka jest pełna.
            %%
            Russian | Почтовая система <mailer-daemon@far.test> | Сообщение не доставлено | <> | failed hard bob@far.test
            Ваше сообщение не может быть доставлено следующему адресату:

            bob@far.test

            Пользователь не найден.
            %%
            Japanese | MAILER-DAEMON@far.test | 配信エラー | <> | failed hard bob@far.test
            以下の宛先にメールを配信できませんでした。

            <bob@far.test>: ユーザーが存在しません。
            %%
            Chinese | postmaster@far.test | 系统退信 | <> | failed hard bob@far.test
            抱歉，您的邮件被退回来了。

            收件人: bob@far.test
            原因: 该用户不存在
            %%
            a gateway that no one knows | E-Gate_SMTP_Service@far.test | Mail could not be delivered | - | failed hard bob@far.test
            ---- Failed Recipients ----

            <bob@far.test>: mailbox unavailable
            %%
            a gateway that answers the subject | gateway7@far.test | RE: Your parcel : non remis | - | failed hard bob@far.test
            *******************
            Votre message n'a pas pu etre delivre a
            bob@far.test

            *******************
            Your message could not be delivered to
            bob@far.test
            %%
            two recipients | MAILER-DAEMON@far.test | Undeliverable mail | <> | failed hard bob@far.test,cy@far.test
            Your message could not be delivered to the following recipients:

            1. bob@far.test (no such user)
            2. cy@far.test (no such user)

            If you have questions, contact help@far.test.
            """;

    record Notice(String name, String from, String subject, String path, String expected, String text) {
        static Notice of(String block) {
            int end = block.indexOf('\n');
            var head = Arrays.stream(block.substring(0, end).split("[|]", -1))
                    .map(String::strip)
                    .toList();
            return new Notice(
                    head.get(0), head.get(1), head.get(2), head.get(3), head.get(4), block.substring(end + 1));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final Tokens tokens = new Tokens(Keys.parse("keys", Keys.generate()));
    private final Screener screener =
            new Screener(new MailReader(), tokens, new MessageIds(tokens), "loop-1", bounce -> Optional.empty());

    static Stream<Notice> notices() {
        return Arrays.stream(NOTICES.split("%%\n")).map(Notice::of);
    }

    @ParameterizedTest
    @MethodSource("notices")
    void aNoticeIsReadInTheWordsOfItsProgram(Notice notice) {
        var mail = aMail().from(notice.from()).subject(notice.subject()).text(notice.text());
        var screening = screener.screen(
                (notice.path().equals("-") ? mail : mail.header("Return-Path", notice.path())).build(),
                Set.of("support@shop.test"),
                Set.of(),
                false);

        var report = Objects.requireNonNull(
                screening.report(), () -> screening.automation().toString());
        var failed = report.recipients().stream()
                .map(each -> each.action() + " " + each.kind().name().toLowerCase(java.util.Locale.ROOT))
                .distinct()
                .toList();
        var addresses = report.recipients().stream().map(Bounce.Failed::address).toList();
        assertThat(String.join(" ", failed) + " " + String.join(",", addresses)).isEqualTo(notice.expected());
        assertThat(screening.automation().kind())
                .isEqualTo(notice.expected().startsWith("delayed") ? Kind.DELAYED : Kind.BOUNCE);
    }
}
