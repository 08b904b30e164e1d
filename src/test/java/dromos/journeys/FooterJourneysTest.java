package dromos.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.letter.MimeBuilder;
import dromos.mail.Attachment;
import dromos.mail.Mail;
import dromos.mail.Picture;
import dromos.store.Outbox;
import dromos.testing.Agora;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands below a consultant's words. */
@Tag("journey")
class FooterJourneysTest {
    private static final Pattern IMAGE = Pattern.compile("<img src=\"cid:([^\"]+)\"");

    private static final String PICTURE = "config/footers/ann.jpg";

    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        agora = Agora.open(
                folder,
                Agora.edit("config/pools.yaml", "members: {ann: 1, boris: 1, clara: 1, dana: 2}", "members: {ann: 1}"));
    }

    @Test
    @DisplayName("An answer ends with its consultant's footer and shows her picture; an acknowledgement has neither")
    void anAnswerShowsItsConsultantsFooterAndAnAcknowledgementDoesNot() throws Exception {
        var customer = agora.person("ines@customers.example");
        customer.writes("support@agora.example", "Umbrellas", "Do you lend umbrellas when it rains?");
        var acknowledgement = customer.receives();
        assertThat(acknowledgement.text()).doesNotContain("Ann Petrova");
        assertThat(acknowledgement.attachments()).isEmpty();
        assertThat(mime(acknowledgement).getContentType()).startsWith("multipart/alternative");

        var answer = answered("lend umbrellas", "Yes, at every door.");

        assertThat(answer.text().strip()).endsWith("-- \nAnn Petrova\nAgora Customer Service");
        var alternatives = (Multipart) mime(answer).getContent();
        var related = (Multipart) alternatives.getBodyPart(1).getContent();
        assertThat(alternatives.getBodyPart(1).getContentType()).startsWith("multipart/related");
        var html = (String) related.getBodyPart(0).getContent();
        assertThat(html).containsIgnoringNewLines("Ann Petrova\r\nAgora Customer Service");
        var image = IMAGE.matcher(html);
        assertThat(image.find()).isTrue();
        var picture = (MimeBodyPart) related.getBodyPart(1);
        assertThat(picture.getContentID()).isEqualTo("<" + image.group(1) + ">");
        assertThat(picture.getDisposition()).isEqualTo(Part.INLINE);
        assertThat(picture.isMimeType("image/jpeg")).isTrue();
        assertThat(bytes(picture)).isEqualTo(Files.readAllBytes(folder.resolve(PICTURE)));
    }

    @Test
    @DisplayName("A letter keeps the picture with which it was written, byte for byte; pictures are kept once")
    void aLetterKeepsThePictureWithWhichItWasWritten() throws Exception {
        agora.person("jana@customers.example")
                .writes("support@agora.example", "Kites", "Do you mend kites that a tree has torn?");
        var answer = answered("mend kites", "Yes, while you wait.");
        var before = sentAgain(answer);
        assertThat(sentAgain(answer)).isEqualTo(before);

        var file = folder.resolve(PICTURE);
        var shorter = Arrays.copyOf(Files.readAllBytes(file), 1500);
        Files.write(file, shorter);
        agora.restart();

        assertThat(sentAgain(answer)).isEqualTo(before);
        agora.person("karl@customers.example")
                .writes("support@agora.example", "Sledges", "Do you wax sledges before the first snow?");
        var later = answered("wax sledges", "Yes, in November.");
        assertThat(later.attachments())
                .extracting(Attachment::sha256)
                .containsExactly(Picture.of(shorter).orElseThrow().digest())
                .doesNotContain(answer.attachments().get(0).sha256());
        assertThat(agora.recorded()
                        .sql("select count(*) from footer_picture where digest in (?, ?)")
                        .params(
                                answer.attachments().get(0).sha256(),
                                later.attachments().get(0).sha256())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("The answer of a consultant without a picture ends with the name and has no part that nothing shows")
    void aFooterNeedsNoPicture() {
        agora.person("lara@customers.example")
                .writes("orders@agora.example", "Ribbon", "Which ribbon do you put around a parcel?");
        var answer = answered("ribbon do you put", "A red one.");

        assertThat(answer.text()).containsPattern("-- \n[A-Z][a-z]+ [A-Z][a-z]+\\s*$");
        assertThat(answer.attachments()).isEmpty();
    }

    /** Lets whoever got the case answer it, and waits for that answer. */
    private static Mail answered(String question, String words) {
        var assignment = agora.nextAssignment(mail -> mail.text().contains(question));
        assignment.consultant().replies(assignment.letter(), words);
        var customer = agora.recorded()
                .sql("select customer_address from cases where ? like '%[' || tag || ']%'")
                .param(assignment.letter().subject())
                .query(String.class)
                .single();
        return agora.person(customer).receives(mail -> mail.text().contains(words));
    }

    /** The bytes of the letter as they go out once more. */
    private static byte[] sentAgain(Mail letter) throws Exception {
        var row = bean("outbox", Outbox.class)
                .byMessageId(Objects.requireNonNull(letter.messageId()))
                .orElseThrow();
        var out = new ByteArrayOutputStream();
        bean("mimeBuilder", MimeBuilder.class).build(row).writeTo(out);
        return out.toByteArray();
    }

    private static <T> T bean(String name, Class<T> type) {
        return Objects.requireNonNull(agora.router().context().getRegistry().lookupByNameAndType(name, type));
    }

    /** As a mail program that is not ours reads it. */
    private static MimeMessage mime(Mail letter) throws Exception {
        try (var stream = letter.raw().open()) {
            return new MimeMessage(null, stream);
        }
    }

    private static byte[] bytes(BodyPart part) throws Exception {
        try (var stream = part.getInputStream()) {
            return stream.readAllBytes();
        }
    }
}
