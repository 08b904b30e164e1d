package dromos.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    static Path unpacked;

    @TempDir
    Path folder;

    /** One process unpacks the binaries once, which takes as long as everything else. */
    @BeforeAll
    static void unpack() {
        EmbeddedPostgres.start(unpacked, 0).close();
    }

    @Test
    void whatIsCommittedIsOnTheDisk() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                    .allSatisfy(setting ->
                            assertThat(query(postgres, "show " + setting)).isEqualTo("on"));
        }
    }

    @Test
    void onlyThisMachineWithThePasswordGetsIn() throws SQLException, IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(query(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            for (String user : List.of("postgres", postgres.user())) {
                assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), user, "guess"))
                        .hasMessageContaining("password authentication failed");
            }
            assertThat(Files.readString(folder.resolve("data/pg_hba.conf"))).doesNotContainPattern("(?m)^[^#]*trust");
            assertThat(mode(folder.resolve("password"))).isEqualTo("rw-------");
            assertThat(List.of(".", "data", "binaries"))
                    .allSatisfy(part ->
                            assertThat(mode(folder.resolve(part))).as(part).isEqualTo("rwx------"));
            assertThat(postgres.toString() + postgres.jdbcUrl()).doesNotContain(postgres.password());
        }
    }

    @Test
    void dataOutliveARestart() throws SQLException {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, 0)) {
            update(first, "create table kept as select 'one mail' as content");
        }
        try (EmbeddedPostgres second = EmbeddedPostgres.start(folder, 0)) {
            assertThat(query(second, "select content from kept")).isEqualTo("one mail");
        }
    }

    @Test
    void closingStopsTheServerEvenWithAClientInATransaction() throws SQLException, IOException {
        long postmaster;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            Connection busy = connect(postgres);
            busy.setAutoCommit(false);
            busy.createStatement().execute("create table half_done (id int)");
            postmaster = postmaster();
            assertThat(ProcessHandle.of(postmaster)).isPresent();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> ProcessHandle.of(postmaster)
                .map(process -> !process.isAlive())
                .orElse(true));
        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void whatAKilledOwnerLeftRunningIsTakenOver() throws Exception {
        Process owner = otherProcess();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("written")));
        long orphan = postmaster();
        owner.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(orphan)).as("the orphan outlives its owner").isPresent();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(query(postgres, "select content from kept")).isEqualTo("committed before the kill");
            assertThat(postmaster()).isNotEqualTo(orphan);
        }
    }

    @Test
    void aPostgresThatDiedIsRevivedAtTheSameAddress() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            update(postgres, "create table kept as select 'one mail' as content");
            String address = postgres.jdbcUrl();
            assertThat(postgres.revive()).as("it lives").isFalse();

            ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
            List<ProcessHandle> workers = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            await().until(() -> workers.stream().noneMatch(ProcessHandle::isAlive) && !postmaster.isAlive());

            assertThat(postgres.revive()).isTrue();
            assertThat(postgres.jdbcUrl()).isEqualTo(address);
            assertThat(query(postgres, "select content from kept")).isEqualTo("one mail");
        }
    }

    @Test
    void aSecondOwnerIsRefusedAndDoesNotDisturbTheFirst() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, 0)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to a running Dromos")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            // The refusal above must not have dropped the lock either.
            Process other = otherProcess();
            assertThat(other.waitFor()).isNotZero();
            assertThat(Files.readString(folder.resolve("other.log")))
                    .contains("belongs to a running Dromos (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(query(first, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aPostgresThatIsNotOursIsRefused() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("elsewhere")).resolve("postgres");
        Files.copy(Path.of("/bin/sleep"), copy);
        copy.toFile().setExecutable(true);
        Process foreign = new ProcessBuilder(copy.toString(), "60").start();
        try {
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(folder.resolve("data/postmaster.pid"), foreign.pid() + "\n");
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0))
                    .hasMessageContaining("served by a PostgreSQL that Dromos did not start");
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void aProcessNumberUsedAgainByAnotherProgramDoesNotPreventTheStart() throws Exception {
        EmbeddedPostgres.start(folder, 0).close();
        Files.writeString(
                folder.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void anInterruptedFirstStartIsBegunAgain() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/postgresql.conf"), "half of it");
        Files.createDirectories(folder.resolve("binaries/PG-half"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
        assertThat(folder.resolve("binaries/PG-half")).doesNotExist();
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, taken.getLocalPort()))
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
    }

    /** Starts the database, commits a row, says so in the file {@code written}, and waits to be killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0);
            update(postgres, "create table kept as select 'committed before the kill' as content");
            Files.writeString(folder.resolve("written"), "");
            System.in.read();
        }
    }

    private Process otherProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("other.log").toFile())
                .start();
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0));
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static void update(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }
}
