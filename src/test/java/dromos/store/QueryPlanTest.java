package dromos.store;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked again and again is answered from an index, in the order in which it stands there. */
class QueryPlanTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    static final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @BeforeAll
    static void manyCases() {
        jdbc.sql("""
                insert into cases (number, version, tag, pool, subject, category, category_reason, priority, status,
                  opened, reopenings)
                select n, 0, 'DR-' || n, 'pool' || n % 100, '', '', '', 'NORMAL', 'CLOSED', now(), 0
                from generate_series(1, 20000) n""").update();
        jdbc.sql("insert into case_pool select n, 'pool' || (n + 1) % 10 from generate_series(1, 20000, 3) n")
                .update();
        jdbc.sql("""
                insert into wrong_tag select 'sender' || n, date '2026-01-01' + n % 300, 1
                from generate_series(1, 20000) n""").update();
        jdbc.sql("analyze").update();
    }

    @Test
    void theNewestCasesOfAPool() {
        assertThat(plan("""
                select * from cases c where c.pool = 'pool3' and c.number < 15000 order by c.number desc limit 50""")).contains("cases_pool").doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void theNewestCasesThatAPoolSeesBesideItsOwn() {
        assertThat(plan("""
                select c.* from case_pool l join cases c on c.number = l.case_number
                where l.pool = 'pool3' and l.case_number < 15000 order by l.case_number desc limit 50""")).contains("case_pool_pool").doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void theWrongTagsOfLongAgo() {
        assertThat(plan("delete from wrong_tag where day < date '2026-01-04'"))
                .contains("wrong_tag_day")
                .doesNotContain("Seq Scan");
    }

    private static String plan(String query) {
        return String.join(
                "\n", jdbc.sql("explain " + query).query(String.class).list());
    }
}
