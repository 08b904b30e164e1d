package dromos.app;

import dromos.cases.CaseEvent;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is recorded of a case, for somebody who wants to know why. */
record CaseExplanation(JdbcClient jdbc) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    /**
     * The cases that a tag or a Message-ID names.
     *
     * @param wanted with or without its brackets
     */
    List<Long> find(String wanted) {
        var name = wanted.strip().replaceAll("^[\\[<]|[]>]$", "");
        return jdbc.sql("""
                        select number from cases where upper(tag) = upper(?)
                        union select case_number from thread_id where message_id = ?
                        union select case_number from message where message_id = ? and case_number is not null
                        order by 1""").params(name, name, name).query(Long.class).list();
    }

    void tell(long number, PrintWriter out) {
        jdbc.sql("select * from cases where number = ?").param(number).query(row -> {
            out.printf("[%s] %s%n", row.getString("tag"), clean(row.getString("subject")));
            out.printf(
                    "from %s, pool %s, %s, owner %s%n",
                    clean(text(row.getString("customer_address"), "nobody who can be answered")),
                    row.getString("pool"),
                    row.getString("status").toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                    text(row.getString("owner"), "nobody"));
        });
        jdbc.sql("select * from case_event where case_number = ? order by id")
                .param(number)
                .query(row -> {
                    out.printf(
                            "%n%s  %s, by %s%n    %s%n",
                            TIME.format(row.getTimestamp("at").toInstant()),
                            CaseEvent.Type.valueOf(row.getString("type")).word(),
                            row.getString("actor"),
                            clean(row.getString("reason")));
                    if (!row.getString("facts").equals("{}")) {
                        out.printf("    %s%n", clean(row.getString("facts")));
                    }
                    out.printf("    configuration %s%n", row.getString("revision"));
                });
    }

    private static String text(@org.jspecify.annotations.Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    /** What a stranger wrote cannot move the cursor. */
    private static String clean(String text) {
        return text.replaceAll("\\p{C}", " ");
    }
}
