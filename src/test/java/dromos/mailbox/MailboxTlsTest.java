package dromos.mailbox;

import static dromos.mailbox.MailboxRoute.account;
import static dromos.mailbox.MailboxRoute.secured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dromos.testing.Dovecot;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTlsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Shelf shelf = new Shelf();

    private final Path folder;

    MailboxTlsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsOverTlsAndStartTlsButOnlyFromAServerItTrusts() throws Exception {
        Path certificate = certificateFor("localhost");
        try (Dovecot dovecot = Dovecot.start(Dovecot.tlsSettings(certificate, folder.resolve("key.pem")))) {
            dovecot.deliver("ann", "Subject: one\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII));
            var tls = secured(account(dovecot.tlsPort(), "ann"), Security.TLS, dovecot.tlsPort());
            MailboxRoute.run(tls, shelf, route -> await().atMost(LONG)
                    .until(() -> !shelf.looks().isEmpty()));
            assertThat(shelf.stored()).isEmpty();
            assertThat(shelf.looks().get(0).error()).contains("SSL");
            SSLContext usual = SSLContext.getDefault();
            try {
                SSLContext.setDefault(trusting(certificate));
                expectOne(tls);
                expectOne(secured(account(dovecot.port(), "ann"), Security.STARTTLS, dovecot.port()));
            } finally {
                SSLContext.setDefault(usual);
            }
        }
    }

    private static void expectOne(MailboxAccount account) throws Exception {
        var fresh = new Shelf();
        MailboxRoute.run(MailboxRoute.idling(account, Duration.ofMillis(300)), fresh, route -> await().atMost(LONG)
                .until(() -> fresh.looks().size() >= 3));
        assertThat(fresh.subjects()).containsExactly("one");
        assertThat(fresh.looks()).allMatch(look -> look.error() == null);
    }

    private Path certificateFor(String host) throws Exception {
        Path certificate = folder.resolve("cert.pem");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "SKIPPED: no openssl on this machine");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + host,
                        "-addext",
                        "subjectAltName=DNS:" + host,
                        "-keyout",
                        folder.resolve("key.pem").toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor()).isZero();
        return certificate;
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "us", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
