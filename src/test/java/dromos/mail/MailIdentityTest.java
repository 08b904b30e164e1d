package dromos.mail;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MailIdentityTest {
    @Test
    void namesTheSenderAndAllAncestors() throws Exception {
        var identity = MailIdentity.of(aMail().from("Ann <Ann@Example.COM>")
                .messageId("m@x")
                .references("a@x", "b@x")
                .inReplyTo("b@x")
                .raw());
        assertThat(identity.sender()).isEqualTo("ann@example.com");
        assertThat(identity.messageId()).isEqualTo("m@x");
        assertThat(identity.references()).containsExactly("b@x", "a@x");
    }

    @Test
    void theSameMailInTwoMailboxesHasOneContent() throws Exception {
        var first = identity("Received: a\r\nSubject: a\r\n  long one\r\nFrom: a@b\r\n\r\nText\r\n");
        var second = identity("Received: b\nX-Other: c\nSubject: a long\n one\nFrom: a@b\n\nText\n");
        assertThat(second.contentHash()).isEqualTo(first.contentHash());
        assertThat(second.sha256()).isNotEqualTo(first.sha256());
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void anotherBodyOrSubjectIsAnotherContent() throws Exception {
        var mail = identity("Subject: a\nFrom: a@b\n\nText\n");
        assertThat(identity("Subject: b\nFrom: a@b\n\nText\n").contentHash()).isNotEqualTo(mail.contentHash());
        assertThat(identity("Subject: a\nFrom: a@b\n\nTexts\n").contentHash()).isNotEqualTo(mail.contentHash());
        assertThat(identity("Subject: a\nTo: \nFrom: a@b\n\nText\n").contentHash())
                .isNotEqualTo(mail.contentHash());
    }

    @Test
    void whatDiffersFarBehindIsSeen() throws Exception {
        var line = "x".repeat(2_000_000);
        assertThat(identity("Subject: a\n\n" + line + "1").contentHash())
                .isNotEqualTo(identity("Subject: a\n\n" + line + "2").contentHash());
        assertThat(identity(line + "1").contentHash())
                .isNotEqualTo(identity(line + "2").contentHash());
    }

    @Test
    void headersWithoutEndHaveAnIdentityToo() throws Exception {
        var identity = identity("X-A: b\n".repeat(100_000));
        assertThat(identity.sender()).isEmpty();
        assertThat(identity.sha256()).hasSize(32);
    }

    @Test
    void garbageHasAnIdentity() throws Exception {
        var random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            assertThat(MailIdentity.of(RawMail.of(bytes)).contentHash()).hasSize(32);
        }
    }

    private static MailIdentity identity(String mail) throws Exception {
        return MailIdentity.of(RawMail.of(mail.getBytes(StandardCharsets.UTF_8)));
    }
}
