package dromos.monitor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Plain JDBC queries; whatever comes from outside is a parameter, never part of the text. */
final class Select {
    /** Makes a record of the row that the result stands at. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Looks at the row that the result stands at. */
    @FunctionalInterface
    interface Look {
        void at(ResultSet row) throws SQLException;
    }

    private final DataSource dataSource;

    Select(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    <T> List<T> list(String sql, Row<T> row, Object... parameters) {
        var found = new ArrayList<T>();
        each(sql, result -> found.add(row.read(result)), parameters);
        return found;
    }

    void each(String sql, Look look, Object... parameters) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(30);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    look.at(result);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the database did not answer", failure);
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... parameters) {
        return list(sql, row, parameters).stream().findFirst();
    }

    long number(String sql, Object... parameters) {
        return first(sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** The instant in the first column of the first row, null where there is none. */
    @Nullable
    Instant instant(String sql, Object... parameters) {
        return first(sql, row -> Optional.ofNullable(instant(row, 1)), parameters)
                .flatMap(found -> found)
                .orElse(null);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row, row.findColumn(column));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
