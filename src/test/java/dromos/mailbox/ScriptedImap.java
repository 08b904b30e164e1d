package dromos.mailbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An IMAP folder that accepts every login, remembers what it was told, and answers a FETCH as it is told to. */
final class ScriptedImap implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final String capabilities;
    private final @Nullable UnaryOperator<String> fetch;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> secrets = new CopyOnWriteArrayList<>();

    ScriptedImap(String capabilities) throws IOException {
        this(capabilities, null);
    }

    /** @param fetch what is said to a FETCH, before its OK; null hangs up after the first one */
    ScriptedImap(String capabilities, @Nullable UnaryOperator<String> fetch) throws IOException {
        this.fetch = fetch;
        this.capabilities = "CAPABILITY IMAP4rev1 " + capabilities;
        Thread thread = new Thread(this::serve, "scripted-imap");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The commands that begin with this word, without their tags. */
    List<String> commands(String word) {
        return commands.stream().filter(command -> command.startsWith(word)).toList();
    }

    /** What followed each AUTHENTICATE. */
    List<String> secrets() {
        return secrets;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                talk(client);
            } catch (IOException e) {
                // The client left, or the test is over.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII);
        out.print("* OK [" + capabilities + "] ready\r\n");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String tag = line.substring(0, line.indexOf(' '));
            String command = line.substring(tag.length() + 1);
            commands.add(command);
            if (command.startsWith("AUTHENTICATE")) {
                out.print("+ \r\n");
                secrets.add(in.readLine());
            } else if (command.startsWith("SELECT")) {
                out.print("* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n");
            } else if (command.startsWith("CAPABILITY")) {
                out.print("* " + capabilities + "\r\n");
            }
            boolean isFetch = command.startsWith("UID FETCH");
            if (isFetch && fetch != null) {
                out.print(fetch.apply(command));
            }
            out.print(tag + " OK done\r\n");
            if (isFetch && fetch == null) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
