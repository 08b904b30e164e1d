package dromos.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    @Test
    void eachIsMigratedAndSeesNothingOfAnother() throws SQLException {
        try (TestDatabase one = TestDatabase.migrated();
                TestDatabase other = TestDatabase.migrated();
                TestDatabase empty = TestDatabase.empty()) {
            execute(one, "create table mine (id int)");

            assertThat(exists(one, "mine")).isTrue();
            assertThat(exists(other, "mine")).isFalse();
            assertThat(exists(other, "flyway_schema_history")).isTrue();
            assertThat(exists(empty, "flyway_schema_history")).isFalse();
        }
    }

    private static boolean exists(TestDatabase database, String table) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select to_regclass('" + table + "') is not null")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
