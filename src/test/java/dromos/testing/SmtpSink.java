package dromos.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Postfix's {@code smtp-sink} on a port of this machine: a real SMTP server that takes everything, or fails as asked:
 * {@code SmtpSink.start(folder, "-f", "RCPT")} refuses every recipient with 5xx, {@code -r} with 4xx, {@code -q} hangs
 * up, {@code -Q} says 421, {@code -w 5} answers DATA five seconds late.
 */
public final class SmtpSink implements AutoCloseable {
    private static final Pattern CONNECT = Pattern.compile(": connect \\(");
    private static final Pattern MESSAGES = Pattern.compile("mesg=(\\d+)");

    private final Path folder;
    private final int port;
    private final Process process;

    private SmtpSink(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts a sink on any free port, dumping into the folder; skips the test visibly where Postfix is not installed. */
    public static SmtpSink start(Path folder, String... options) {
        return start(folder, freePort(), options);
    }

    /** As above, on a port that an earlier sink had. */
    public static SmtpSink start(Path folder, int port, String... options) {
        Optional<Path> program = Stream.of("/usr/sbin/smtp-sink", "/usr/lib/postfix/sbin/smtp-sink")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "smtp-sink is not installed: apt-get install postfix");
        List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString(), "-c", "-v"));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "root"));
        }
        command.addAll(List.of("-d", folder.resolve("mail.").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("127.0.0.1:" + port, "100"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("sink.log").toFile())
                    .start();
            SmtpSink sink = new SmtpSink(folder, port, process);
            await().until(sink::listens);
            return sink;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return port;
    }

    /** The connections opened so far, without the one that found the sink listening. */
    public int connections() {
        return (int) CONNECT.matcher(log()).results().count() - 1;
    }

    /** The messages taken so far. */
    public int messages() {
        return MESSAGES.matcher(log())
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .reduce(0, Integer::max);
    }

    /** Every message taken, its envelope in the {@code X-Mail-Args} and {@code X-Rcpt-Args} lines on top. */
    public List<String> dumps() {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> dumps = new ArrayList<>();
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("mail."))
                    .sorted()
                    .toList()) {
                dumps.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return dumps;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Ends the sink with every connection, as a crash would. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("sink.log"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException(log());
        }
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
