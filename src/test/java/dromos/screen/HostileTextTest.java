package dromos.screen;

import static dromos.testing.MailBuilder.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Keys;
import dromos.mail.MailReader;
import dromos.mail.MessageIds;
import dromos.mail.Tokens;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mail may be made to keep its reader busy: a megabyte of what a scanner starts at again and again. */
class HostileTextTest {
    private static final int SIZE = 1024 * 1024;
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final Tokens tokens = new Tokens(Keys.parse("keys", Keys.generate()));
    private final Screener screener =
            new Screener(new MailReader(), tokens, new MessageIds(tokens), "loop-1", bounce -> Optional.empty());

    static Stream<Map.Entry<String, String>> texts() {
        return Stream.of(
                Map.entry("at signs", "@"),
                Map.entry("addresses without end", "a@b."),
                Map.entry("half addresses", "a@ "),
                Map.entry("digits and dots", "5.1."),
                Map.entry("status codes", "5.1.1 "),
                Map.entry("status codes in a row", "5.1.1"),
                Map.entry("digits", "5"),
                Map.entry("the beginnings of phrases", "could not be "),
                Map.entry("lines", "\n"),
                Map.entry("lines that list", "<a@b.test>:\n"),
                Map.entry("names alone", "bob:\nbob\n"),
                Map.entry("headers", "Message-ID: <\n"),
                Map.entry("opened brackets", "\\x{"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theTimeGrowsWithTheTextOnly(Map.Entry<String, String> text) {
        var flood = text.getValue().repeat(SIZE / text.getValue().length());
        var notice = aMail().from("MAILER-DAEMON@far.test")
                .header("Return-Path", "<>")
                .subject("Undelivered mail")
                .text("could not be delivered\n" + flood)
                .build();
        var report = aMail().from("MAILER-DAEMON@far.test")
                .report("delivery-status")
                .part("message/delivery-status", "Final-Recipient: rfc822; " + flood + "\nStatus: " + flood)
                .part("text/rfc822-headers", flood)
                .build();
        var named = aMail().from("MAILER-DAEMON@far.test")
                .header("X-Failed-Recipients", flood.substring(0, 60_000).replace("\n", " "))
                .build();
        for (var mail : new dromos.mail.Mail[] {notice, report, named}) {
            var screening = Assertions.assertTimeoutPreemptively(
                    SHORT, () -> screener.screen(mail, Set.of(), Set.of(), false), text.getKey());
            assertThat(screening.isAutomatic()).isTrue();
        }
    }
}
