package dromos.testing;

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
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that takes everything, offers what it is told to, and remembers what was said to it, byte for byte. */
public final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<String> extensions;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger hangUps = new AtomicInteger();

    /** @param extensions of the answer to EHLO, {@code SMTPUTF8} for example */
    public ScriptedSmtp(String... extensions) throws IOException {
        this.extensions = List.of(extensions);
        var thread = new Thread(this::serve, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    /** The next messages are taken, and nobody is told: the connection ends where 250 is due. */
    public void hangUpAfterTheDot(int times) {
        hangUps.set(times);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The commands that begin with this word. */
    public List<String> commands(String word) {
        return commands.stream().filter(command -> command.startsWith(word)).toList();
    }

    /** What came between DATA and the final dot, lines ended by CR LF, dots stuffed. */
    public List<String> messages() {
        return messages;
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
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII);
        out.print("220 scripted\r\n");
        for (String command = in.readLine(); command != null; command = in.readLine()) {
            commands.add(command);
            if (command.startsWith("EHLO")) {
                extensions.forEach(extension -> out.print("250-" + extension + "\r\n"));
            } else if (command.equals("DATA")) {
                out.print("354 go on\r\n");
                messages.add(message(in));
                if (hangUps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return;
                }
            }
            out.print("250 done\r\n");
        }
    }

    private static String message(BufferedReader in) throws IOException {
        var message = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append("\r\n");
        }
        return message.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
