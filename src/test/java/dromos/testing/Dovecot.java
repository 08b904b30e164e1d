package dromos.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Dovecot of our own: Debian's program with a configuration, ports and mail in a temporary folder. Any user may log
 * in with {@link #PASSWORD}. Where the program is missing, the test is skipped and says so.
 *
 * <p>Started by root it reads mail as {@code nobody}; started by anybody else it does everything as that user.
 */
public final class Dovecot implements AutoCloseable {
    public static final String PASSWORD = "secret";

    private static final List<String> PROGRAMS =
            List.of("/usr/sbin/dovecot", "/usr/local/sbin/dovecot", "/opt/homebrew/sbin/dovecot");

    private final Path folder;
    private final int port;
    private final int tlsPort;
    private final String[] settings;
    private final boolean root = System.getProperty("user.name").equals("root");
    private Process process;
    private int delivered;

    private Dovecot(Path folder, int port, int tlsPort, String... settings) throws IOException {
        this.folder = folder;
        this.port = port;
        this.tlsPort = tlsPort;
        this.settings = settings;
        this.process = startProcess();
    }

    /** Starts a server; {@code settings} are further lines of dovecot.conf. */
    public static Dovecot start(String... settings) {
        Assumptions.assumeTrue(
                program().isPresent(), "SKIPPED: no dovecot on this machine (Debian: apt-get install dovecot-imapd)");
        try {
            // Unix sockets allow about 100 characters, hence a short path.
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "dovecot");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            // Dovecot makes the folders of its users there, as another user than us.
            Path mail = Files.createDirectory(folder.resolve("mail"));
            Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rwxrwxrwx"));
            return new Dovecot(folder, freePort(), freePort(), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> program() {
        return PROGRAMS.stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    /** Port of IMAP, with STARTTLS where TLS is set up. */
    public int port() {
        return port;
    }

    /** Port of IMAPS; only listened to after {@link #tlsSettings}. */
    public int tlsPort() {
        return tlsPort;
    }

    /** Settings for {@link #start} that turn on TLS with this certificate and key (PEM). */
    public static String[] tlsSettings(Path certificate, Path key) {
        return new String[] {"ssl = yes", "ssl_cert = <" + certificate, "ssl_key = <" + key};
    }

    /** Puts a mail into a user's INBOX behind the server's back, as a delivery agent would. */
    public void deliver(String user, byte[] mail) {
        deliverAll(user, List.of(mail));
    }

    /** Puts mails into a user's INBOX in this order; all are written before the first can be seen. */
    public synchronized void deliverAll(String user, List<byte[]> mails) {
        try {
            Path box = box(user);
            List<String> names = new ArrayList<>();
            for (byte[] mail : mails) {
                delivered++;
                // The names sort in the order of delivery: Dovecot gives UIDs in that order.
                String name = "%d.%08d.test".formatted(1_700_000_000 + delivered, delivered);
                Files.write(box.resolve("tmp").resolve(name), mail);
                names.add(name);
            }
            for (String name : names) {
                Files.move(box.resolve("tmp").resolve(name), box.resolve("new").resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path box(String user) throws IOException {
        Path box = folder.resolve("mail").resolve(user);
        for (String name : List.of("new", "cur", "tmp")) {
            Path directory = Files.createDirectories(box.resolve(name));
            if (root) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
        if (root) {
            Files.setPosixFilePermissions(box, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        return box;
    }

    /** A connection as a colleague with a mail client would have; the caller closes it. */
    public Store login(String user) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.imap.timeout", "20000");
        Store store = Session.getInstance(properties).getStore("imap");
        store.connect("127.0.0.1", port, user, PASSWORD);
        return store;
    }

    /** Stops the server; mail and ports stay, {@link #restart} goes on with them. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on the same port with the same mail. */
    public void restart() {
        try {
            process = startProcess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process startProcess() throws IOException {
        Path configuration = Files.writeString(folder.resolve("dovecot.conf"), configuration());
        Process started = new ProcessBuilder(program().orElseThrow(), "-F", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("console").toFile())
                .start();
        // A test run that is interrupted must not leave a server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!accepts(port)) {
            if (!started.isAlive() || System.nanoTime() > end) {
                started.destroyForcibly();
                throw new IllegalStateException(
                        "dovecot does not start: " + Files.readString(folder.resolve("console")));
            }
            Thread.onSpinWait();
        }
        return started;
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return socket.getInputStream().read() == '*';
        } catch (IOException e) {
            return false;
        }
    }

    private String configuration() throws IOException {
        String us = System.getProperty("user.name");
        String ourGroup =
                Files.readAttributes(folder, PosixFileAttributes.class).group().getName();
        String people = root
                ? "default_internal_user = dovecot\ndefault_login_user = dovenull"
                : "default_internal_user = %1$s%ndefault_login_user = %1$s%ndefault_internal_group = %2$s"
                        .formatted(us, ourGroup);
        String reader = root ? "uid=nobody gid=nogroup" : "uid=" + us + " gid=" + ourGroup;
        return """
                protocols = imap
                listen = 127.0.0.1
                base_dir = %1$s/run
                log_path = %1$s/log
                ssl = no
                %2$s
                first_valid_uid = 1
                disable_plaintext_auth = no
                mail_location = maildir:%1$s/mail/%%u
                mail_max_userip_connections = 100
                passdb {
                  driver = static
                  args = password=%3$s
                }
                userdb {
                  driver = static
                  args = %4$s home=%1$s/mail/%%u
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = %5$d
                  }
                  inet_listener imaps {
                    port = %6$d
                  }
                }
                service anvil {
                  chroot =
                }
                auth_failure_delay = 0
                """.formatted(folder, people, PASSWORD, reader, port, tlsPort) + String.join("\n", settings) + "\n";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
