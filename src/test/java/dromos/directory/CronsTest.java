package dromos.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

/** What Quartz accepts and never meant, and what it means and we must not refuse. */
class CronsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/1 * * * * ?",
                "0 0 7 * * ?",
                "0 0/15 8-18 ? * MON-FRI",
                "0 0 22-4 * * ?",
                "0 30 6 L * ?",
                "0 30 6 L-3 * ?",
                "0 30 6 15W * ?",
                "0 0 12 ? * 6#3",
                "0 0 12 ? * FRIL",
                "0 0 0 29 2 ?",
                "0 0 0 31 1,2 ? 2098",
                "0 0,30 9 ? jan-mar mon"
            })
    void whatFiresIsAccepted(String cron) {
        assertThat(CronExpression.isValidExpression(cron)).as("Quartz takes it").isTrue();
        assertThat(Crons.check(cron)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99 99 * * * ?|'99' in seconds must be from 0 to 59",
                "0 60 * * * ?|'60' in minutes must be from 0 to 59",
                "0 0 24 * * ?|'24' in hours must be from 0 to 23",
                "0 0 0 32 * ?|'32' in day of month",
                "0 0 0 * 13 ?|'13' in month must be from 1 to 12 or JAN to DEC",
                "0 0 0 ? * MONDAY|'MONDAY' in day of week",
                "0 0 0 ? * 8|'8' in day of week",
                "0/99 * * * * ?|the step '99' in seconds",
                "0 0 7 * * *|exactly one of day of month and day of week must be ?",
                "0 0 7 ? * ?|exactly one of day of month and day of week must be ?",
                "0 7 * * *|has 5 fields",
                "0 0 0 30 2 ?|never fires, no such month has a day 30",
                "0 0 0 31 4,6,9,11 ?|never fires",
                "0 0 0 1 1 ? 2020|never fires, its last year is over",
                "0 0 7 1- * ?|'' in day of month",
                "soon|has 1 fields"
            })
    void whatNeverWasMeantIsRefused(String cron, String reason) {
        assertThat(Crons.check(cron))
                .hasValueSatisfying(message -> assertThat(message).contains(reason));
    }
}
