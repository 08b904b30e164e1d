package dromos.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL of our own, for an installation without a database server: one private folder, one owner, one
 * password, reachable from 127.0.0.1 only.
 *
 * <p>The folder (mode 0700) holds {@code data}, the unpacked {@code binaries}, the {@code password} (mode 0600), the
 * {@code lock} with the owner's process id and {@code start.log}; PostgreSQL's own log is {@code data/log}, one file
 * per weekday. The data outlive the process. A PostgreSQL that a killed owner left running is stopped and started
 * anew; one that is not ours is refused.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String NAME = "dromos";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Folders open in this process. POSIX drops a file lock when its process closes <em>any</em> handle on the file. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileLock lock;
    private final String password;
    private final int port;
    private io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private boolean closed;

    private EmbeddedPostgres(Path folder, FileLock lock, int port) throws IOException {
        this.folder = folder;
        this.lock = lock;
        stopOrphan(folder);
        discardUnfinished(folder);
        this.password = password(folder);
        requireFree(port);
        this.server = launch(port);
        this.port = server.getPort();
    }

    /**
     * Starts PostgreSQL, or starts it again, on the data in the folder.
     *
     * @param folder private to this database; made when absent
     * @param port on 127.0.0.1; 0 takes any free one
     * @throws IllegalStateException when another Dromos owns the folder, a foreign PostgreSQL serves its data, the port
     *     is taken, or PostgreSQL does not come up; the message says which and what to do
     */
    public static EmbeddedPostgres start(Path folder, int port) {
        try {
            Path real = privateFolder(folder);
            if (!OPEN.add(real)) {
                throw owned(real, ProcessHandle.current().pid() + ", this very process");
            }
            FileLock lock = null;
            try {
                lock = lock(real);
                return new EmbeddedPostgres(real, lock, port);
            } catch (IOException | RuntimeException | Error failure) {
                if (lock != null) {
                    lock.channel().close();
                }
                OPEN.remove(real);
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL in " + folder + " could not be started", failure);
        }
    }

    /** The address of Dromos's own database, without credentials. */
    public String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    /** The address of another database on this server, without credentials. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The role that owns the database: it may create databases, but is no superuser. */
    public String user() {
        return NAME;
    }

    /** The password of {@link #user()}. */
    public String password() {
        return password;
    }

    /**
     * Starts PostgreSQL again where it has died, of a full disk for instance, from which it does not recover unaided.
     * The address stays the same. To be called now and then by whoever watches over the node.
     *
     * @return whether it had died
     * @throws IllegalStateException when it does not come up: the disk is still full
     */
    public synchronized boolean revive() {
        try {
            if (closed || postmaster(folder).isPresent()) {
                return false;
            }
            LOG.warn("postgres=died folder={} port={}", folder, port);
            server.close();
            server = launch(port);
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL in " + folder + " was not revived", failure);
        }
    }

    /** Stops PostgreSQL: open transactions are rolled back, committed ones are on the disk. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            // Its own wait is five seconds; the stop it asked for goes on after that.
            server.close();
            Optional<ProcessHandle> slow = postmaster(folder);
            if (slow.isPresent()) {
                stop(slow.get());
            }
            lock.channel().close();
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL in " + folder + " was not stopped", failure);
        } finally {
            OPEN.remove(folder);
        }
    }

    @Override
    public String toString() {
        return "EmbeddedPostgres[" + folder + ", " + jdbcUrl() + "]";
    }

    private static Path privateFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return folder.toRealPath();
    }

    private static FileLock lock(Path folder) throws IOException {
        Path file = folder.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw owned(folder, Files.readString(file).strip());
        }
        channel.truncate(0);
        channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
        return lock;
    }

    private static IllegalStateException owned(Path folder, String owner) {
        return new IllegalStateException("The database folder " + folder + " belongs to a running Dromos (process "
                + owner + "). Stop that one, or give this one a folder of its own.");
    }

    /** The process that the data directory's own lock file names, if there is one with that number. */
    private static Optional<ProcessHandle> postmaster(Path folder) throws IOException {
        Path pidFile = folder.resolve("data/postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        long pid = Math.abs(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()));
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }

    /** Holding the lock means that no Dromos lives on this folder: a PostgreSQL that does was left behind. */
    private static void stopOrphan(Path folder) throws IOException {
        ProcessHandle process = postmaster(folder).orElse(null);
        String command = process == null ? "" : process.info().command().orElse("");
        if (process == null || command.isEmpty()) {
            return; // PostgreSQL itself clears away what a dead or foreign user's process left.
        }
        if (Path.of(command).startsWith(folder.resolve("binaries"))) {
            LOG.info("postgres=orphan pid={} folder={}", process.pid(), folder);
            stop(process);
        } else if (Path.of(command).endsWith("postgres")) {
            throw new IllegalStateException("The data in " + folder.resolve("data") + " are served by a PostgreSQL that"
                    + " Dromos did not start (process " + process.pid() + ", " + command + "). Stop it first.");
        } else {
            // After a reboot the number belongs to some other program, for which PostgreSQL would refuse to start.
            Files.delete(folder.resolve("data/postmaster.pid"));
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown; what Java can send itself, SIGTERM, would wait for every client to leave. */
    private static void stop(ProcessHandle postmaster) throws IOException {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid()))
                    .start()
                    .waitFor();
            postmaster.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL was stopping", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(
                    "PostgreSQL (process " + postmaster.pid() + ") does not stop; stop it by hand", failure);
        }
    }

    /** What an interrupted first start left: half the binaries are unpacked again, half a database is set aside. */
    private static void discardUnfinished(Path folder) throws IOException {
        Path binaries = Files.createDirectories(folder.resolve("binaries"));
        for (Path unpacked : list(binaries)) {
            if (!Files.exists(unpacked.resolve(".exists"))) {
                delete(unpacked);
            }
        }
        Path data = folder.resolve("data");
        if (Files.exists(data) && !Files.exists(folder.resolve("ready"))) {
            Path aside = folder.resolve("data.unfinished-" + System.nanoTime());
            LOG.warn("postgres=unfinished data={} movedTo={}", data, aside);
            Files.move(data, aside);
        }
    }

    private static String password(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        if (Files.exists(folder.resolve("ready"))) {
            throw new IllegalStateException("The database's password is missing: put " + file + " back.");
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path fresh = Files.createTempFile(folder, "password", "");
        Files.writeString(fresh, password + "\n");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.move(fresh, file);
        return password;
    }

    private static void requireFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "Port " + port + " for the embedded PostgreSQL is in use by another program; choose another.",
                    taken);
        }
    }

    private io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(int port) throws IOException {
        Path log = folder.resolve("start.log");
        try {
            var started = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(PATIENCE)
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setPort(port)
                    .setConnectConfig("password", password)
                    // Everything named here becomes an option of initdb; the last --auth overrides zonky's "trust".
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", folder.resolve("password").toString())
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("log_timezone", "UTC")
                    .setServerConfig("logging_collector", "on")
                    .setServerConfig("log_filename", "%a.log")
                    .setServerConfig("log_truncate_on_rotation", "on")
                    .start();
            // Unpacking opens the directory to everybody.
            Files.setPosixFilePermissions(folder.resolve("binaries"), PosixFilePermissions.fromString("rwx------"));
            createDatabase(started.getPort());
            Files.writeString(folder.resolve("ready"), "The database in data/ is complete.\n");
            return started;
        } catch (IOException | RuntimeException | SQLException failure) {
            Optional<ProcessHandle> half = postmaster(folder);
            if (half.isPresent()) {
                stop(half.get());
            }
            throw new IllegalStateException("PostgreSQL did not start in " + folder + "; read " + log, failure);
        }
    }

    private void createDatabase(int port) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                Statement sql = connection.createStatement()) {
            if (!exists(sql, "select from pg_roles where rolname = '" + NAME + "'")) {
                sql.execute("create role " + NAME + " login createdb password '" + password + "'");
            }
            if (!exists(sql, "select from pg_database where datname = '" + NAME + "'")) {
                sql.execute("create database " + NAME + " owner " + NAME);
            }
        }
    }

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (var rows = sql.executeQuery(query)) {
            return rows.next();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> entries = Files.walk(tree)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
