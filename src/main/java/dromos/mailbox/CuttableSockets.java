package dromos.mailbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plain socket of a connection and keeps it, under TLS too, for two things Angus does not offer: to end a
 * blocked read from another thread, and to wait longer in IDLE than for an answer.
 */
final class CuttableSockets extends SocketFactory {
    private @Nullable Socket socket;
    private boolean cut;

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (cut) {
            throw new SocketException("the mailbox is being stopped");
        }
        Socket made = new Socket();
        socket = made;
        return made;
    }

    /** Closes the socket, whoever is reading from it, and makes no other. */
    synchronized void cut() {
        cut = true;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // A socket that cannot be closed is closed enough.
            }
        }
    }

    synchronized void readTimeout(Duration time) throws SocketException {
        if (socket != null) {
            socket.setSoTimeout((int) Math.max(1, time.toMillis()));
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
