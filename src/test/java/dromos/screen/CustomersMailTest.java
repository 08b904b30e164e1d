package dromos.screen;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Keys;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.Tokens;
import dromos.screen.Automatic.Kind;
import dromos.testing.MailBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers of a shop write about failed deliveries, automatic answers and confirmations; they get their answer. */
class CustomersMailTest {
    private static final String BOUNCE = """
            From: MAILER-DAEMON@far.test
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.far.test

            Final-Recipient: rfc822; orders@shop.test
            Action: failed
            Status: 5.1.1

            --b--
            """;

    private final Tokens tokens = new Tokens(Keys.parse("keys", Keys.generate()));
    private final Screener screener =
            new Screener(new MailReader(), tokens, new MessageIds(tokens), "loop-1", bounce -> Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Undeliverable parcel              | The courier says that my parcel is undeliverable. My address is ann@home.test.
            Delivery failed                   | Delivery failed for the second time! Nobody rang. Write to ann@home.test, please.
            Delivery failed                   | Your message says the parcel was not delivered. I was at home. ann@home.test
            Failed delivery of order 4711     | My order could not be delivered because the host was unknown to the driver.
            Parcel returned to sender         | It was returned to sender. Please send it again. ann@home.test
            Delivery delayed                  | My parcel has been delayed for three weeks.
            Could not be delivered            | The sofa could not be delivered to the following address: 5 High Street.
            Your mails cannot be delivered    | My message to orders@shop.test could not be delivered. What is your right address?
            Mail delivery failed              | I wrote to you yesterday and my mail came back: mailbox full. Please check.
            Lieferung fehlgeschlagen          | Das Paket konnte nicht zugestellt werden, obwohl ich da war.
            Paket nicht zustellbar            | Die Sendung war angeblich nicht zustellbar. Meine Adresse: anna@home.test
            Colis non remis                   | Votre livreur n'a pas pu être là. Le colis n'a pas été livré.
            No se pudo entregar mi pedido     | Su mensajero no ha podido entregar el pedido. ana@home.test
            Mancata consegna                  | Il pacco non è stato consegnato.
            Paczka niedostarczona             | Moja paczka nie została dostarczona.
            Не доставлено                     | Мой заказ не было доставлено.
            Automatic reply                   | I only get your automatic reply. When does a person answer me?
            automatic reply to my complaint   | Your automatic reply does not help.
            Automatic door broken             | The automatic door of your store is broken.
            Out of office furniture           | Are you out of office furniture?
            Out of Office chair wheels?       | Do you have wheels for the chair called Out of Office?
            Im Urlaub: bitte nicht liefern    | Ich bin im Urlaub. Bitte liefern Sie erst danach.
            Im Urlaub vom 3. bis 17. August   | Ich bin im Urlaub und ab dem 18. wieder erreichbar.
            Abwesenheit: wer nimmt das Paket? | Wir sind abwesend. Kann der Nachbar es nehmen?
            En vacances: suspendre ma livraison | Je suis en vacances, merci d'attendre.
            De vacaciones: no entregar        | Estoy de vacaciones hasta el lunes.
            In ferie - consegna dopo il 20    | Sono in ferie, consegnate dopo.
            休假: 请不要送货                   | 我在休假。
            外出: 包裹放门口                   | 我外出了。
            On vacation: hold my order        | I am on vacation until Monday.
            Auto: Ersatzteil                  | Haben Sie den Spiegel für mein Auto?
            Abwesenheit des Filialleiters     | Der Filialleiter war nicht da.
            Please confirm my message         | Please confirm that you got my order. I never click on links because of spam.
            Verification of my account        | I was asked to verify my e-mail address but no link came.
            Rejected: my voucher              | Your till rejected my voucher. The address is ann@home.test.
            Unknown user                      | Your web page says unknown user when I sign in as ann@home.test.
            Mailbox full                      | The mailbox in front of your store is full.
            Newsletter                        | Please remove me from your bulk mail list.
            """)
    void aCustomerIsAPerson(String subject, String text) {
        assertThat(kind(aMail().from("Ann Miller <ann@home.test>")
                        .subject(subject)
                        .text(text)))
                .isEqualTo(Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Delivery Service <parcels@shop.test>        | Where is my sofa?                     | The sofa was not delivered, it will be on Friday.
            Delivery Service <parcels@shop.test>        | Failed delivery                       | The driver found nobody, the parcel was returned to sender.
            Delivery System Team <parcels@shop.test>    | Delivery attempt                      | There was no such house number.
            Royal Mail Delivery <desk@royal.test>       | Failed delivery of parcel 7           | The parcel could not be delivered.
            Mail Delivery North <desk@royal.test>       | Delivery problem                      | The address does not exist.
            Mail Systems Ltd <sales@systems.test>       | Delivery delayed                      | Your order has been delayed.
            Bounce Fitness <info@bounce.test>           | Delivery problem with order 55        | The treadmill has not been delivered.
            Trampolines <bounce-house@toys.test>        | Failed delivery                       | The castle has not been delivered.
            Postmaster Inn <desk@inn.test>              | Delivery failed                       | The wine could not be delivered.
            Return Centre <returns@shop.test>           | Returned to sender                    | The chair was returned.
            System Administrator of the shop <it@shop.test> | Undeliverable mail                | The till's mail was rejected, quota.
            Virus Testing Laboratory <samples@lab.test> | Delivery failed                       | The tubes have not been delivered.
            Antivirus Store <sales@av.test>             | Delivery error                        | The licence is not a valid one.
            SMTP Cables <info@cables.test>              | Delivery unsuccessful                 | The cable was not delivered.
            """)
    void aNameThatSoundsLikeAMailSystemIsAPersons(String from, String subject, String text) {
        var address = from.substring(from.indexOf('<') + 1, from.length() - 1);
        var signed = text + "\n\nKind regards\nAnn Miller\nE-Mail: " + address + "\n";
        assertThat(kind(aMail().from(from).subject(subject).text(signed))).isEqualTo(Kind.NONE);
        assertThat(kind(aMail().from(from)
                        .subject("Re: [DR-10482-K7QM2XV8] " + subject)
                        .inReplyTo("m1@shop.test")
                        .text(signed + "Tracing: trace@carrier.test\n")))
                .isEqualTo(Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Re: [DR-10482-K7QM2XV8] Complaint: failed delivery
            [DR-10482-K7QM2XV8] Re: Complaint: failed delivery
            Re[2]: Failed delivery
            Odp: Failed delivery
            Отв: Failed delivery
            Vs: Failed delivery
            SV: Failed delivery
            Ynt: Failed delivery
            回复：Failed delivery
            答复: Failed delivery
            Vá: Failed delivery
            Trả lời: Failed delivery
            """)
    void anAnswerAboutAFailedDeliveryIsNoBounce(String subject) {
        var text = "Your message could not be answered before.\nbob@carrier.test has not delivered the sofa.";
        assertThat(kind(aMail().from("Postmaster <postmaster@shop.test>")
                        .subject(subject)
                        .text(text)))
                .isEqualTo(Kind.NONE);
        assertThat(kind(aMail().from("parcels@shop.test").subject(subject).text(text)))
                .isEqualTo(Kind.NONE);
    }

    @Test
    void anAnswerOfThePostOfficeWithinAThreadIsNoBounce() {
        assertThat(kind(aMail().from("Postmaster <postmaster@shop.test>")
                        .subject("Failed delivery of the sofa")
                        .inReplyTo("m1@shop.test")
                        .text("Your message to the following address has been rejected:\nbob@carrier.test")))
                .isEqualTo(Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Verification required for my parcel | My parcel is held at customs. Please confirm the value.
            Verification required for my parcel | The parcel is held by the customs office. Please confirm its value.
            Please register my complaint        | I want to speak to a real human. Please confirm.
            Please confirm your message         | A human wrote that the chair comes on Friday. Please confirm this.
            Sender verification                 | The carrier is held up by a sender verification. To confirm it, call me.
            Please verify your email to me      | It looked like spam. Please verify that you wrote it.
            My Spamblocker and your newsletter  | The anti-spam took your letter. Please confirm my order again.
            """)
    void aCustomerWhoAsksForAConfirmationIsAPerson(String subject, String text) {
        assertThat(kind(aMail().from("Ann Miller <ann@home.test>")
                        .subject(subject)
                        .text(text)))
                .isEqualTo(Kind.NONE);
    }

    @Test
    void aPersonWhoCaresForMailIsAPerson() {
        assertThat(kind(aMail().from("postmaster@customer.test")
                        .subject("Your parcels to our office")
                        .text("Hello,\nthe parcel for our office was not delivered. Call me, please.\nBob")))
                .isEqualTo(Kind.NONE);
        assertThat(kind(aMail().from("Bob Hill <postmaster@customer.test>")
                        .header("User-Agent", "Mozilla Thunderbird")
                        .subject("Mail delivery problem with your server")
                        .text("Hello,\nour server cannot deliver to orders@shop.test: it says user unknown.\nBob")))
                .isEqualTo(Kind.NONE);
        assertThat(kind(aMail().from("Bob Hill <postmaster@customer.test>")
                        .subject("Question about SPF")
                        .text("Hello,\nyour mails to bob@customer.test were rejected. Do you publish a record?\nBob")))
                .isEqualTo(Kind.NONE);
    }

    @Test
    void aBounceThatACustomerAttachesIsHisMail() {
        assertThat(kind(aMail().from("ann@home.test")
                        .subject("Fwd: Undelivered Mail Returned to Sender")
                        .text("I cannot write to your order desk, see below. What is wrong?")
                        .attachment("bounce.eml", "message/rfc822", BOUNCE.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Kind.NONE);
        assertThat(kind(aMail().from("ann@home.test")
                        .subject("Undelivered mail")
                        .text("I cannot write to your order desk, the report is attached. What is wrong?")
                        .part("message/delivery-status", BOUNCE.substring(BOUNCE.indexOf("Reporting")))))
                .isEqualTo(Kind.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Complaint about message from your driver",
                "Complaint about message from",
                "Complaint about message from 3 May"
            })
    void aComplaintAboutAMessageThatIsAttachedIsACustomers(String subject) {
        assertThat(kind(aMail().from("ann@home.test")
                        .subject(subject)
                        .text("See what he wrote!")
                        .attachment(
                                "driver.eml", "message/rfc822", "Subject: No\n\nNo.".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Kind.NONE);
    }

    @Test
    void aBounceThatACustomerQuotesIsHisMail() {
        assertThat(kind(aMail().from("ann@home.test")
                        .subject("Fwd: failure notice")
                        .text("""
                See what I got from you!

                ---------- Forwarded message ----------
                From: MAILER-DAEMON@far.test
                Subject: failure notice

                Hi. This is the qmail-send program at mx.far.test.
                I'm afraid I wasn't able to deliver your message to the following addresses.

                <orders@shop.test>:
                Sorry, no mailbox here by that name. (#5.1.1)
                """)))
                .isEqualTo(Kind.NONE);
    }

    @Test
    void anAnswerToAnAutomaticReplyIsAPersons() {
        assertThat(kind(aMail().from("ann@home.test")
                        .subject("Re: Automatic reply: My parcel")
                        .inReplyTo("m1@shop.test")
                        .text("Thanks, but when?")))
                .isEqualTo(Kind.NONE);
    }

    private Kind kind(MailBuilder mail) {
        return screener.screen(mail.build(), Set.of("support@shop.test"), Set.of(), false)
                .automation()
                .kind();
    }
}
