package dromos.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Agora;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A promise that is broken is noticed whatever happens to the others. */
@Tag("journey")
class FailingClockJourneysTest {
    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    @BeforeAll
    static void openShop() throws Exception {
        // A letter that renders with every sample and yet fails on one case: by a number that its text is not.
        agora = Agora.open(
                folder,
                Agora.edit(
                        "config/letters/promise-broken.ftl",
                        "${request}",
                        "<#if request?contains('BREAK THE NOTICE')>${request?number}</#if>${request}"));
    }

    @Test
    @DisplayName("A clock whose notice fails does not keep the other clocks waiting")
    void aClockWhoseNoticeFailsKeepsNoOtherWaiting() {
        agora.person("first@customers.example")
                .writes("support@agora.example", "One", "Please BREAK THE NOTICE of mine.");
        var failing = agora.nextAssignment(mail -> mail.text().contains("BREAK THE NOTICE"));
        agora.person("second@customers.example").writes("support@agora.example", "Two", "A notice that can be sent.");
        var fine = agora.nextAssignment(mail -> mail.text().contains("that can be sent"));

        agora.letPass(Duration.ofMinutes(20));

        Awaitility.await().untilAsserted(() -> assertThat(agora.reasons(fine.letter(), "BREACHED"))
                .hasSize(1));
        assertThat(agora.reasons(failing.letter(), "BREACHED")).isEmpty();
    }
}
