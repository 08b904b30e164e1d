package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Corpora;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrapped otherwise than by MIME is unwrapped, and what cannot be stays as it is. */
class WrappingsTest {
    private final MailReader reader = new MailReader();

    @Test
    void anOpaqueSignatureIsUnwrapped() throws Exception {
        var inner = """
                Content-Type: multipart/mixed; boundary=i

                --i

                signed words
                --i
                Content-Type: application/pdf; name=a.pdf

                PDF
                --i--
                """;
        var mail = read(pkcs7("signed-data", signed(inner)));
        assertThat(mail.text()).isEqualToIgnoringNewLines("signed words");
        assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("a.pdf");
        assertThat(bytes(mail, 0)).isEqualTo("PDF".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anEncryptedMailSaysThatItIs() throws Exception {
        var mail = read(pkcs7("enveloped-data", encrypted("secret")));
        assertThat(mail.defects()).contains("encrypted (S/MIME): only its recipient can read it");
        assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("smime.p7m");
    }

    @Test
    void aDamagedSignatureStaysAnAttachment() {
        var mail = read(pkcs7("signed-data", new byte[] {0x30, (byte) 0x84, 1, 2, 3}));
        assertThat(mail.defects()).contains("an S/MIME part that cannot be unpacked");
        assertThat(mail.attachments()).hasSize(1);
    }

    @Test
    void theSignatureBesideASignedTextIsNoAttachment() {
        var mail = read("""
                Content-Type: multipart/signed; boundary=b; protocol="application/pgp-signature"

                --b

                words
                --b
                Content-Type: application/pgp-signature; name=signature.asc

                -----BEGIN PGP SIGNATURE-----
                --b--
                """);
        assertThat(mail.text()).contains("words");
        assertThat(mail.attachments()).isEmpty();
    }

    @Test
    void filesInUuencodeAreTakenOutOfTheText() {
        var mail = read("Subject: old\n\nbefore\nbegin 644 ../a.txt\n#0V%T\n`\nend\nafter\n");
        assertThat(mail.text().lines().filter(line -> !line.isBlank())).containsExactly("before", "after");
        assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("a.txt");
        assertThat(bytes(mail, 0)).isEqualTo("Cat".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin 644 of them\nwent home.\nend",
                "My subscription should\nbegin 2026 according to your letter.\n\nPlease change that.",
                "They\nbegin 2025 I bought a pair of shoes.\nThe sole came off, so I want my money back.",
                "begin 777 letters\n\n\nend",
                "begin 644 a.txt\n#0V%T\nthis breaks off",
            })
    void aSentenceThatBeginsLikeAFileIsASentence(String text) {
        var mail = read("Subject: x\n\n" + text);
        assertThat(mail.text()).isEqualTo(text);
        assertThat(mail.attachments()).isEmpty();
    }

    @Test
    void whatIsWrappedAgainAndAgainStaysWrapped() throws Exception {
        var inner = "Content-Type: text/plain\r\n\r\nthe innermost\r\n";
        for (int i = 0; i < 5; i++) {
            inner = pkcs7("signed-data", signed(inner));
        }
        var mail = read(inner);
        assertThat(mail.defects()).contains("wrapped contents that are too many or too large to be unpacked");
        assertThat(mail.attachments()).hasSize(1);
    }

    /** The expectations list the bodies as files of their own; for us they are the text where there is no other. */
    @Test
    void everyWinmailDatIsUnpackedOrKept() throws Exception {
        var stated = Corpora.json("tnef", "expectations.json");
        var missed = new ArrayList<String>();
        int files = 0;
        for (var entry : stated.properties()) {
            var mail = read(tnef(Corpora.folder("tnef").resolve(entry.getKey())));
            var wanted = new ArrayList<String>();
            entry.getValue().path("list").forEach(name -> wanted.add(name.asText()));
            wanted.removeIf(name -> name.isEmpty() || name.matches(".*body\\.(rtf|html|txt)"));
            var found = mail.attachments().stream().map(Attachment::name).toList();
            files += wanted.size();
            if (wanted.size() > found.size() || !found.containsAll(named(wanted))) {
                missed.add(entry.getKey() + ": expected " + wanted + ", found " + found + " " + mail.defects());
            }
            for (var attachment : mail.attachments()) {
                assertThat(bytes(mail, attachment.index())).hasSize((int) attachment.size());
            }
        }
        System.out.printf(
                "tnef: %d files in %d of %d wrappings as stated%n",
                files, stated.size() - missed.size(), stated.size());
        missed.forEach(System.out::println);
        assertThat(missed.size()).isLessThanOrEqualTo(3);
    }

    /** Names that the wrapping leaves out are given by whoever reads it. */
    private static List<String> named(List<String> names) {
        return names.stream().filter(name -> !name.startsWith("Untitled")).toList();
    }

    private static String tnef(Path file) {
        return "From: a@b.test\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(Corpora.bytes(file));
    }

    private static String pkcs7(String type, byte[] bytes) {
        return "From: a@b.test\r\nContent-Type: application/pkcs7-mime; smime-type=" + type + "; name=smime.p7m\r\n"
                + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=smime.p7m\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(bytes);
    }

    private static byte[] signed(String content) throws Exception {
        var data = new CMSProcessableByteArray(content.getBytes(StandardCharsets.UTF_8));
        return new CMSSignedDataGenerator().generate(data, true).getEncoded();
    }

    private static byte[] encrypted(String content) throws Exception {
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var id = new byte[20];
        new SecureRandom().nextBytes(id);
        var generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(id, keys.getPublic()));
        return generator
                .generate(
                        new CMSProcessableByteArray(content.getBytes(StandardCharsets.UTF_8)),
                        new JceCMSContentEncryptorBuilder(NISTObjectIdentifiers.id_aes128_CBC).build())
                .getEncoded();
    }

    private byte[] bytes(Mail mail, int index) {
        try (var stream = reader.attachments(mail.raw()).open(index)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mail read(String raw) {
        return reader.read(RawMail.of(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
