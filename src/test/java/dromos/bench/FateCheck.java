package dromos.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the loader's list with the rows of the ledger, mail by mail, by sha-256. */
final class FateCheck {
    /** One row of the ledger. */
    record Row(
            long id,
            @Nullable String sha256,
            @Nullable String fate,
            @Nullable Long caseNumber) {}

    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Map<String, Integer> loaded = new HashMap<>();

    FateCheck(JdbcClient sql, List<LoadedMail> loadedMails) {
        loadedMails.forEach(mail -> loaded.merge(mail.sha256(), 1, Integer::sum));
        sql.sql("select id, sha256, fate, case_number from message")
                .query((row, i) -> new Row(
                        row.getLong(1),
                        row.getBytes(2) == null ? null : HexFormat.of().formatHex(row.getBytes(2)),
                        row.getString(3),
                        row.getObject(4, Long.class)))
                .list()
                .forEach(row -> rows.computeIfAbsent(String.valueOf(row.sha256()), sha -> new ArrayList<>())
                        .add(row));
    }

    /** The only row of a mail; null where there is none. */
    @Nullable
    Row row(LoadedMail mail) {
        List<Row> found = rows.getOrDefault(mail.sha256(), List.of());
        return found.isEmpty() ? null : found.get(0);
    }

    /** What is wrong, one line for each mail. */
    List<String> exceptions() {
        List<String> wrong = new ArrayList<>();
        loaded.forEach((sha, times) -> {
            List<Row> found = rows.getOrDefault(sha, List.of());
            if (found.size() != times) {
                wrong.add(sha + " was loaded " + times + " times and has " + found.size() + " rows");
            }
            found.stream()
                    .filter(row -> row.fate() == null)
                    .forEach(row -> wrong.add("message " + row.id() + " has no fate"));
        });
        rows.keySet().stream()
                .filter(sha -> !loaded.containsKey(sha))
                .forEach(sha -> wrong.add(sha + " was never loaded"));
        return wrong;
    }

    /** How many mails had each fate. */
    Map<String, Integer> fates() {
        Map<String, Integer> count = new TreeMap<>();
        rows.values().forEach(list -> list.forEach(row -> count.merge(String.valueOf(row.fate()), 1, Integer::sum)));
        return count;
    }

    /**
     * Messages that the IMAP server shows and the ledger does not hold with a fate.
     *
     * @param uids those of the server
     */
    static List<Long> unaccounted(JdbcClient sql, List<Long> uids) {
        var recorded = sql.sql("select uid from message where fate is not null")
                .query(Long.class)
                .list();
        List<Long> missing = new ArrayList<>(uids);
        missing.removeAll(new java.util.HashSet<>(recorded));
        return missing;
    }
}
