package dromos.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A bad network on loopback: everything passes after a delay, and it can be cut or stalled at any time. */
public final class TcpProxy implements AutoCloseable {
    /** Bytes and when they are due (System.nanoTime); no bytes at the end of the line. */
    private record Packet(ByteBuffer bytes, long due) {}

    private final ServerSocket server;
    private final int target;
    private final long oneWayNanos;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean stalled;

    /** Listens on a free port and passes on to {@code target}, half of {@code roundTrip} late each way. */
    public TcpProxy(int target, Duration roundTrip) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.target = target;
        this.oneWayNanos = roundTrip.toNanos() / 2;
        background(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections were made so far. */
    public int connections() {
        return connections.get();
    }

    /** Closes every connection; new ones are accepted. */
    public void cut() {
        open.forEach(TcpProxy::shut);
        open.clear();
    }

    /** From now on nothing passes, though every connection stays open. */
    public void stall() {
        stalled = true;
    }

    /** Lets everything held back pass. */
    public void resume() {
        stalled = false;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            stalled = false;
            cut();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                connections.incrementAndGet();
                open.add(near);
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(far);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                join(near, far);
                join(far, near);
            } catch (IOException e) {
                // Closed, or the target is down: the client sees its connection end.
                cut();
            }
        }
    }

    private void join(Socket from, Socket to) {
        BlockingQueue<Packet> line = new LinkedBlockingQueue<>();
        background(() -> read(from, line));
        background(() -> write(line, from, to));
    }

    private void read(Socket from, BlockingQueue<Packet> line) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                line.add(new Packet(ByteBuffer.wrap(Arrays.copyOf(buffer, count)), System.nanoTime() + oneWayNanos));
            }
        } catch (IOException e) {
            // The other side is told below.
        }
        line.add(new Packet(ByteBuffer.allocate(0), System.nanoTime() + oneWayNanos));
    }

    private void write(BlockingQueue<Packet> line, Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Packet packet = line.take(); packet.bytes().hasRemaining(); packet = line.take()) {
                while (stalled || System.nanoTime() < packet.due()) {
                    LockSupport.parkNanos(stalled ? 1_000_000 : packet.due() - System.nanoTime());
                }
                out.write(packet.bytes().array());
            }
        } catch (IOException | InterruptedException e) {
            // Both ends are closed below.
        }
        shut(from);
        shut(to);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
