package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail programs write above the history, language by language; a bar stands for a line break. */
class ReplyLanguagesTest {
    private static final String WORDS = "Hello,\n\nthe blue one, please.\n\nÅsa O'Neill-Müller";

    /** Believed without marks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // English: Gmail, Apple Mail, Thunderbird, Yahoo, Proton, Zoho, Lotus Notes, mobile
                "On Mon, Feb 2, 2026 at 9:05 AM Shop Service <help@shop.test> wrote:",
                "On Mon, Feb 2, 2026 at 9:05 AM Shop Service <help@shop.test>|wrote:",
                "On Mon, Feb 2, 2026 at 9:05\u202fAM Shop Service of the very long name <|help@shop.test> wrote:",
                "On 2 Feb 2026, at 09:05, Shop Service <help@shop.test> wrote:",
                "On 2/2/26 09:05, Shop Service wrote:",
                "On Monday, February 2, 2026 at 09:05:11 AM GMT+1, Shop <help@shop.test> wrote:",
                "---- On Mon, 02 Feb 2026 09:05:11 +0100 help@shop.test wrote ----",
                "On Monday, February 2nd, 2026 at 9:05 AM, Shop \"The Best\" <help@shop.test> wrote:",
                "-----Shop Service <help@shop.test> wrote: -----|To: asa@home.test|From: Shop <help@shop.test>|Date: 02/02/2026 09:05AM|Subject: Colour",
                "Shop Service <help@shop.test> wrote on Mon, Feb 2, 2026 at 9:05:",
                "2 Feb 2026, 09:05 by help@shop.test:",
                "Shop Service <help@shop.test> wrote:",
                // German
                "Am Mo., 2. Feb. 2026 um 09:05 Uhr schrieb Shop <help@shop.test>:",
                "Am Mo., 2. Feb. 2026 um 09:05 Uhr schrieb Shop Service mit langem Namen <|help@shop.test>:",
                "Am 02.02.2026 um 09:05 schrieb Shop Service:",
                "Am 02.02.26 um 09:05 schrieb Müller, Jörg:",
                "help@shop.test hat am 02.02.2026 09:05 CET geschrieben:",
                "Shop <help@shop.test> schrieb am Mo., 2. Feb. 2026, 09:05:",
                // French
                "Le lun. 2 févr. 2026 à 09:05, Shop <help@shop.test> a écrit :",
                "Le lun. 2 févr. 2026 à 09:05, Shop Service au long nom <help@shop.test>|a écrit :",
                "Le 2 févr. 2026 à 09:05, Shop <help@shop.test> a écrit :",
                "Le 02/02/2026 à 09:05, Shop Service a écrit :",
                // Spanish
                "El lun, 2 feb 2026 a las 9:05, Shop (<help@shop.test>) escribió:",
                "El 2 feb 2026, a las 9:05, Shop <help@shop.test> escribió:",
                "El 02/02/2026 a las 9:05, Shop Service escribió:",
                // Portuguese
                "Em seg., 2 de fev. de 2026 às 09:05, Shop <help@shop.test> escreveu:",
                "Em seg., 2 de fev. de 2026 às 09:05, Shop de nome comprido <|help@shop.test> escreveu:",
                "No dia 2 de fev. de 2026, às 09:05, Shop <help@shop.test> escreveu:",
                "Em 02/02/2026 09:05, Shop Service escreveu:",
                // Italian
                "Il giorno lun 2 feb 2026 alle ore 09:05 Shop <help@shop.test> ha scritto:",
                "Il lun 2 feb 2026, 09:05 Shop <help@shop.test> ha scritto:",
                "Il giorno 2 feb 2026, alle ore 09:05, Shop <help@shop.test> ha scritto:",
                "Il 02/02/2026 09:05, Shop Service ha scritto:",
                // Dutch
                "Op ma 2 feb 2026 om 09:05 schreef Shop <help@shop.test>:",
                "Op 2 feb. 2026 om 09:05 heeft Shop <help@shop.test> het volgende geschreven:",
                "Op 02-02-2026 om 09:05 schreef Shop Service:",
                // Polish
                "pon., 2 lut 2026 o 09:05 Shop <help@shop.test> napisał(a):",
                "W dniu 02.02.2026 o 09:05, Shop Service pisze:",
                "W dniu pon., 2 lut 2026 o 09:05 Shop <help@shop.test>|napisał(a):",
                "Wiadomość napisana przez Shop <help@shop.test> w dniu 2 lut 2026, o godz. 09:05:",
                // Russian
                "пн, 2 февр. 2026 г. в 09:05, Shop <help@shop.test>:",
                "2 февр. 2026 г., в 09:05, Shop <help@shop.test> написал(а):",
                "02.02.2026 09:05, Магазин пишет:",
                "02.02.2026, 09:05, \"Магазин\" <help@shop.test>:",
                "Понедельник, 2 февраля 2026, 9:05 +03:00 от Магазин <help@shop.test>:",
                // Swedish
                "Den mån 2 feb. 2026 kl 09:05 skrev Shop <help@shop.test>:",
                "2 feb. 2026 kl. 09:05 skrev Shop <help@shop.test>:",
                "Den 2026-02-02 kl. 09:05, skrev Shop Service:",
                // Japanese
                "2026年2月2日(月) 9:05 Shop <help@shop.test>:",
                "2026/02/02 9:05、Shop <help@shop.test>のメール:",
                "On 2026/02/02 9:05, 田中 wrote:",
                // Chinese
                "Shop <help@shop.test> 于2026年2月2日周一 09:05写道：",
                "在 2026年2月2日，上午9:05，Shop <help@shop.test> 写道：",
                "在 2026-02-02 09:05:11，\"Shop\" <help@shop.test> 写道：",
                "Shop <help@shop.test> 於 2026年2月2日 週一 上午9:05寫道：",
                // Danish, Norwegian, Finnish, Czech, Turkish, Ukrainian, Korean, Hungarian, and some that no row knows
                "Den man. 2. feb. 2026 kl. 09.05 skrev Shop <help@shop.test>:",
                "man. 2. feb. 2026 kl. 09:05 skrev Shop <help@shop.test>:",
                "ma 2. helmik. 2026 klo 9.05 Shop (help@shop.test) kirjoitti:",
                "po 2. 2. 2026 v 9:05 odesílatel Shop <help@shop.test> napsal:",
                "Shop <help@shop.test>, 2 Şub 2026 Pzt, 09:05 tarihinde şunu yazdı:",
                "пн, 2 лют. 2026 р. о 09:05 Shop <help@shop.test> пише:",
                "2026년 2월 2일 (월) 오전 9:05, Shop <help@shop.test>님이 작성:",
                "Shop <help@shop.test> ezt írta (időpont: 2026. febr. 2., H, 9:05):",
                "În lun., 2 feb. 2026 la 09:05, Shop <help@shop.test> a scris:",
                "Vào Th 2, 2 thg 2, 2026 vào lúc 09:05 Shop <help@shop.test> đã viết:",
                "Pada Sen, 2 Feb 2026 pukul 09.05 Shop <help@shop.test> menulis:",
            })
    void whatStandsBelowAnIntroductionIsHistory(String introduction) {
        var header = introduction.replace('|', '\n');
        var unmarked = QuoteCutter.cut(WORDS + "\n\n" + header + "\n\nWhich colour?\nBlue or red?\n");
        assertThat(unmarked.reply()).isEqualTo(WORDS);
        assertThat(unmarked.quoted()).endsWith("Which colour?\nBlue or red?");
        var marked = QuoteCutter.cut(WORDS + "\n" + header + "\n> Which colour?\n> Blue or red?\n\nYours ever");
        assertThat(marked.reply()).isEqualTo(WORDS + "\n\nYours ever");
    }

    /** Blocks of header fields; with and without the separators above them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Shop <help@shop.test>|Sent: Monday, February 2, 2026 9:05 AM|To: Åsa <asa@home.test>|Cc: Bo|Subject: RE: Colour",
                "*From:* Shop [mailto:help@shop.test]|*Sent:* Monday|*To:* Åsa|*Subject:* RE: Colour",
                "-----Original Message-----|From: Shop|Sent: Monday|To: Åsa|Subject: Colour",
                "________________________________|From: Shop <help@shop.test>|Sent: Monday|To: Åsa|Subject: Colour",
                "Von: Shop <help@shop.test>|Gesendet: Montag, 2. Februar 2026 09:05|An: Åsa|Betreff: AW: Farbe",
                "Gesendet: Montag, 02. Februar 2026 um 09:05 Uhr|Von: \"Shop\" <help@shop.test>|An: asa@home.test|Betreff: Farbe",
                "-------- Ursprüngliche Nachricht --------|Von: Shop|Datum: 02.02.26 09:05 (GMT+01:00)|An: Åsa|Betreff: Farbe",
                "De : Shop <help@shop.test>|Envoyé : lundi 2 février 2026 09:05|À : Åsa|Objet : RE: Couleur",
                "-----Message d'origine-----|De : Shop|Envoyé : lundi|À : Åsa|Objet : Couleur",
                "> Message du 02 du 2026 09:05|> De : \"Shop\" <help@shop.test>|> A : asa@home.test|> Objet : Couleur",
                "De: Shop <help@shop.test>|Enviado el: lunes, 2 de febrero de 2026 9:05|Para: Åsa|Asunto: RE: Color",
                "-----Mensaje original-----|De: Shop|Enviado: lunes|Para: Åsa|Asunto: Color",
                "De: Shop <help@shop.test>|Enviada em: segunda-feira, 2 de fevereiro de 2026 09:05|Para: Åsa|Assunto: RES: Cor",
                "-----Mensagem original-----|De: Shop|Enviado: segunda|Para: Åsa|Assunto: Cor",
                "Da: Shop <help@shop.test>|Inviato: lunedì 2 febbraio 2026 09:05|A: Åsa|Oggetto: R: Colore",
                "-----Messaggio originale-----|Da: Shop|Inviato: lunedì|A: Åsa|Oggetto: Colore",
                "Van: Shop <help@shop.test>|Verzonden: maandag 2 februari 2026 09:05|Aan: Åsa|Onderwerp: RE: Kleur",
                "-----Oorspronkelijk bericht-----|Van: Shop|Verzonden: maandag|Aan: Åsa|Onderwerp: Kleur",
                "Od: Shop <help@shop.test>|Wysłano: poniedziałek, 2 lutego 2026 09:05|Do: Åsa|Temat: RE: Kolor",
                "-----Oryginalna wiadomość-----|Od: Shop|Wysłano: poniedziałek|Do: Åsa|Temat: Kolor",
                "От: Shop <help@shop.test>|Отправлено: понедельник, 2 февраля 2026 г. 9:05|Кому: Åsa|Тема: RE: Цвет",
                "-----Исходное сообщение-----|От: Shop|Дата: понедельник|Кому: Åsa|Тема: Цвет",
                "Från: Shop <help@shop.test>|Skickat: den 2 februari 2026 09:05|Till: Åsa|Ämne: SV: Färg",
                "-----Ursprungligt meddelande-----|Från: Shop|Skickat: måndag|Till: Åsa|Ämne: Färg",
                "差出人: Shop <help@shop.test>|送信日時: 2026年2月2日 9:05|宛先: Åsa|件名: RE: 色",
                "发件人: Shop <help@shop.test>|发送时间: 2026年2月2日 9:05|收件人: Åsa|主题: 回复: 颜色",
                "------------------ 原始邮件 ------------------|发件人: \"Shop\"<help@shop.test>;|发送时间: 2026年2月2日(星期一) 上午9:05|收件人: \"Åsa\"<asa@home.test>;|主题: 颜色",
                "Fra: Shop <help@shop.test>|Sendt: 2. februar 2026 09:05|Til: Åsa|Emne: SV: Farve",
                "Lähettäjä: Shop|Lähetetty: maanantai 2. helmikuuta 2026 9.05|Vastaanottaja: Åsa|Aihe: VS: Väri",
                "Od: Shop|Odesláno: pondělí 2. února 2026 9:05|Komu: Åsa|Předmět: RE: Barva",
                "Kimden: Shop|Gönderildi: 2 Şubat 2026 Pazartesi 09:05|Kime: Åsa|Konu: Re: Renk",
                "Від: Shop|Надіслано: 2 лютого 2026 р. 9:05|Кому: Åsa|Тема: RE: Колір",
                "보낸 사람: Shop|보낸 날짜: 2026년 2월 2일|받는 사람: Åsa|제목: RE: 색",
                "Feladó: Shop|Elküldve: 2026. február 2. 9:05|Címzett: Åsa|Tárgy: RE: Szín",
                "From:\tShop|To:\tÅsa|Date:\t02.02.2026 09:05|Subject:\tColour",
                "From: Shop|<help@shop.test>|Sent: Monday|To: Åsa;|Bo|Subject: Colour",
            })
    void whatStandsBelowHeaderFieldsIsHistory(String block) {
        var header = block.replace('|', '\n');
        var cut = QuoteCutter.cut(WORDS + "\n\n" + header + "\n\nWhich colour?\n");
        assertThat(cut.reply()).isEqualTo(block.startsWith("> ") ? WORDS + "\n\nWhich colour?" : WORDS);
        assertThat(cut.quoted()).startsWith(header.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---------- Forwarded message ---------|From: Shop <help@shop.test>|Date: Mon, Feb 2, 2026 at 9:05 AM|Subject: Colour|To: <asa@home.test>",
                "Begin forwarded message:||From: Shop <help@shop.test>|Subject: Colour|Date: 2 February 2026|To: Åsa",
                "Begin forwarded message:||> From: Shop <help@shop.test>|> Subject: Colour|> Date: 2 February 2026|> To: Åsa",
                "-------- Weitergeleitete Nachricht --------|Betreff: Farbe|Datum: Mon, 2 Feb 2026|Von: Shop <help@shop.test>|An: asa@home.test",
                "Anfang der weitergeleiteten Nachricht:||Von: Shop <help@shop.test>|Betreff: Farbe|Datum: 2. Februar 2026|An: Åsa",
                "---------- Message transféré ---------|De : Shop <help@shop.test>|Date: lun. 2 févr. 2026|Subject: Couleur|To: Åsa",
                "Début du message réexpédié :||De: Shop <help@shop.test>|Objet: Couleur|Date: 2 février 2026|À: Åsa",
                "---------- Forwarded message ---------|De: Shop <help@shop.test>|Date: lun, 2 feb 2026|Asunto: Color|Para: Åsa",
                "Inicio del mensaje reenviado:||De: Shop <help@shop.test>|Asunto: Color|Fecha: 2 de febrero|Para: Åsa",
                "---------- Mensagem encaminhada ---------|De: Shop <help@shop.test>|Data: seg|Assunto: Cor|Para: Åsa",
                "Inizio messaggio inoltrato:||Da: Shop <help@shop.test>|Oggetto: Colore|Data: 2 febbraio|A: Åsa",
                "---------- Doorgestuurd bericht ---------|Van: Shop <help@shop.test>|Datum: ma|Onderwerp: Kleur|Aan: Åsa",
                "-------- Wiadomość przekazana dalej --------|Od: Shop <help@shop.test>|Temat: Kolor|Data: pon|Do: Åsa",
                "-------- Пересылаемое сообщение --------|От: Shop <help@shop.test>|Дата: пн|Тема: Цвет|Кому: Åsa",
                "Vidarebefordrat brev:||Från: Shop <help@shop.test>|Ämne: Färg|Datum: 2 februari|Till: Åsa",
                "---------- 転送メッセージ ----------|差出人: Shop <help@shop.test>|件名: 色|日時: 2026年2月2日|宛先: Åsa",
                "-------- 转发邮件 --------|发件人: Shop <help@shop.test>|主题: 颜色|日期: 2026年|收件人: Åsa",
            })
    void aForwardedMailIsContent(String mark) {
        var text = WORDS + "\n\n" + mark.replace('|', '\n') + "\n\nWhich colour?\n> Blue or red?\nTell us.";
        assertThat(QuoteCutter.cut(text)).isEqualTo(new QuoteCutter.Cut(text, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent from my iPhone",
                "Sent from my iPhone, please excuse typos.",
                "Sent from my Samsung Galaxy smartphone.",
                "Sent from Yahoo Mail on Android",
                "Sent from Mail for Windows",
                "Sent with Proton Mail secure email.",
                "Get Outlook for iOS<https://aka.ms/abc>",
                "Get Outlook for Android [https://aka.ms/abc]",
                "Von meinem iPhone gesendet",
                "Von meinem/meiner Galaxy gesendet",
                "Gesendet mit der GMX Mail App",
                "Gesendet von Outlook für iOS<https://aka.ms/abc>",
                "Diese Nachricht wurde von meinem Android-Gerät mit WEB.DE Mail gesendet.",
                "Envoyé de mon iPhone",
                "Envoyé depuis mon téléphone Orange",
                "Télécharger Outlook pour iOS<https://aka.ms/abc>",
                "Enviado desde mi iPhone",
                "Obtener Outlook para Android<https://aka.ms/abc>",
                "Enviado do meu iPhone",
                "Enviado a partir do meu smartphone Samsung Galaxy.",
                "Inviato da iPhone",
                "Inviato dal mio Galaxy",
                "Verstuurd vanaf mijn iPhone",
                "Verzonden vanaf Outlook voor Android",
                "Wysłane z iPhone'a",
                "Wysłano z telefonu Samsung Galaxy",
                "Отправлено с iPhone",
                "Отправлено из мобильной Почты Mail",
                "Skickat från min iPhone",
                "Sendt fra min iPhone",
                "Lähetetty iPhonesta",
                "Odesláno z iPhonu",
                "iPhone'umdan gönderildi",
                "Надіслано з iPhone",
                "나의 iPhone에서 보냄",
                "Elküldve az iPhone-omról",
                "iPhoneから送信",
                "发自我的iPhone",
                "從我的 iPhone 傳送",
            })
    void theNoteOfADeviceIsASignature(String note) {
        var below = QuoteCutter.cut(
                WORDS + "\n\n" + note + "\n\nOn 2 Feb 2026, at 09:05, Shop <help@shop.test> wrote:\n> old");
        assertThat(below.reply()).isEqualTo(WORDS);
        assertThat(below.signature()).isEqualTo(note);
        assertThat(QuoteCutter.cut(WORDS + "\n" + note).signature()).isEqualTo(note);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kind regards,|Åsa",
                "Best regards||Åsa Berg|Head of Shoes|+47 22 33 44",
                "Mit freundlichen Grüßen|Åsa Berg",
                "Viele Grüße, Åsa",
                "LG|Åsa",
                "Cordialement,|Åsa Berg",
                "Un saludo,|Åsa",
                "Atenciosamente,|Åsa",
                "Cordiali saluti|Åsa",
                "Met vriendelijke groet,|Åsa",
                "Pozdrawiam|Åsa",
                "С уважением,|Оса",
                "Med vänlig hälsning|Åsa",
                "Med venlig hilsen|Åsa",
                "Ystävällisin terveisin|Åsa",
                "S pozdravem|Åsa",
                "Saygılarımla,|Åsa",
                "З повагою,|Оса",
                "Üdvözlettel,|Åsa",
                "以上、よろしくお願いいたします|田中",
                "-Åsa",
                "-- |Åsa Berg|Oslo",
                "--|Åsa Berg",
                "________________|Åsa Berg|asa@home.test",
            })
    void aClosingFormulaWithANameIsASignature(String closing) {
        var signature = closing.replace('|', '\n');
        var cut = QuoteCutter.cut("The blue one, please.\n\n" + signature);
        assertThat(cut.reply()).isEqualTo("The blue one, please.");
        assertThat(signature).endsWith(cut.signature());
        assertThat(cut.signature()).isNotEmpty();
    }

    /** What people write themselves is theirs, however much it looks like a program's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Monday you wrote: hello. That was not nice.",
                "On 3 May your colleague wrote:|\"We will pay you back.\"|That never happened.",
                "On 3 May 2026 at 10:00 your colleague wrote to me:|we pay.|He lied.",
                "Am 3.5.2026 um 10:30 Uhr schrieb mir Ihr Mitarbeiter:|Wir erstatten.|Das stimmt nicht.",
                "Le 3 mai 2026 à 10:30 votre collègue m'a écrit :|nous remboursons.|C'est faux.",
                "I bought on 2.2.2026:|- a pair of shoes|- a hat|Both are broken.",
                "My order of 2 February 2026, 10:00, consists of:|1. shoes|2. a hat",
                "From: Oslo|To: Bergen|Date: 3 May 2026|I want a refund for this ticket.",
                "Von: Berlin|Nach: Hamburg|Datum: 3.5.2026|Der Zug fiel aus.",
                "Sent from my desk, is much easier than from my phone.",
                "The parcel was sent from Hamburg and never arrived.",
                "Thanks,|could you also tell me when it comes?",
                "Best regards to your nice team in Oslo, they helped me when nobody else would.",
                "Regards,|Åsa||PS: please send it to my office instead of my home.",
                "Kind regards,|Åsa|Could you confirm that you got this?",
                "Price list:|----|Shoes 10|Hats 20|----|Is that right, or did it change since?",
                "--force is the option that I used|-- and it failed",
                "I got a forwarded message from Bo: he says no.",
                "The original message was lost.",
                "Subject: complaint|My shoes are broken.",
                "He wrote:|never again.|And so do I.",
                "a > b and b > c",
                "See below:|-red|-blue||-green",
                "Von meinem Konto wurden 50 Euro abgebucht.",
                "Von meinem E-Mail-Konto aus sehe ich die Rechnung nicht.",
                "Von meinem iPhone aus kann ich leider nicht bestellen.",
                "From my account you took it twice.",
                "Sent with DHL Express",
                "Gesendet von Frau Berg am Montag",
                "Sent from Hamburg",
                "Best regards,|Åsa||Please call me back before noon.",
                "谢谢|请问我的包裹什么时候能够寄到？我已经等了两个星期",
            })
    void whatAPersonWroteIsKept(String words) {
        var text = words.replace('|', '\n');
        var cut = QuoteCutter.cut("Dear shop,\n\n" + text);
        assertThat(cut.quoted()).isEmpty();
        assertThat("Dear shop,\n\n" + text).isEqualTo(cut.reply());
    }
}
