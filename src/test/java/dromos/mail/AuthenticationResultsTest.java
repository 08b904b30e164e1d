package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Authentication.Result;
import dromos.testing.Corpora;
import dromos.testing.Cost;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationResultsTest {
    private static final Set<String> TRUSTED = Set.of("mx.shop.test");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mx.shop.test; dmarc=pass header.from=example.com                              | PASS
            MX.Shop.Test 1; DMARC=PASS (p=none) header.from=example.com                   | PASS
            mx.shop.test; dkim=pass header.d=example.com                                  | PASS
            mx.shop.test; dkim=pass header.d = mail.example.com                           | PASS
            mx.shop.test; dkim=pass header.i=@example.com                                 | PASS
            mx.shop.test; dkim=pass header.d=evil.test                                    | NONE
            mx.shop.test; dkim=pass header.d=notexample.com                               | NONE
            mx.shop.test; dkim=pass header.d=com                                          | NONE
            mx.shop.test; dmarc=fail; dkim=pass header.d=example.com                      | FAIL
            mx.shop.test; dmarc=fail (p=reject; dmarc=pass)                               | FAIL
            mx.shop.test; dmarc=fail reason="x; dmarc=pass"                               | FAIL
            mx.shop.test; spf=fail smtp.mailfrom=a@b.test; dkim=none                      | FAIL
            mx.shop.test; spf=fail smtp.mailfrom=a@b.test; dkim=fail header.d=example.com | FAIL
            mx.shop.test; spf=softfail; dkim=none                                         | NONE
            mx.shop.test; spf=pass smtp.mailfrom=example.com                              | NONE
            mx.shop.test; none                                                            | NONE
            mx.evil.test; dmarc=pass                                                      | NONE
            (c) mx.shop.test; dmarc=pass                                                  | PASS
            ;                                                                             | NONE
            mx.shop.test; dmarc=fail (p=NONE) header.from=example.com                     | FAIL
            mx.shop.test; dmarc=pass header.from=evil.test                                | NONE
            mx.shop.test; dmarc=pass header.from=example.com; dmarc=fail header.from=e.test | FAIL
            mx.shop.test; dmarc=bestguesspass action=none header.from=example.com         | PASS
            mx.shop.test; dkim / 1 = pass header.d=example.com                            | PASS
            mx.shop.test; dkim (a (nested\\) one)) = (b) pass (c) header.d (d) = example.com | PASS
            mx.shop.test; dkim=fail header.d=evil.test; dkim=pass header.d=example.com    | PASS
            mx.shop.test; spf=hardfail smtp.mailfrom=a@b.test; dkim=none                  | FAIL
            mx.shop.test; arc=pass (i=2 spf=pass dkim=pass); dmarc=none                   | NONE
            mx.shop.test; x-unknown=fail; y=; =z; dkim                                    | NONE
            "mx.shop.test" 1; dmarc=pass                                                  | PASS
            mx.shop.test; spf=pass smtp.mailfrom="a;dmarc=pass"@b.test                    | NONE
            dmarc=pass header.from=example.com                                            | NONE
            """)
    void whatTheServerSaysIsJudged(String field, Result result) {
        assertThat(of(field).result()).isEqualTo(result);
    }

    @Test
    @DisplayName("RFC 8601 section 5: only the topmost field of a configured server is believed")
    void onlyTheTopmostFieldOfATrustedServerCounts() {
        assertThat(of("mx.evil.test; dmarc=pass", "mx.shop.test; dmarc=fail", "mx.shop.test; dmarc=pass")
                        .failed())
                .isTrue();
    }

    @Test
    void withSeveralAuthorsNoSignatureIsAligned() {
        var headers = Headers.of(
                "Authentication-Results",
                "mx.shop.test; dkim=pass header.d=evil.test",
                "From",
                "a@example.com, b@evil.test");
        assertThat(AuthenticationResults.of(headers, TRUSTED).result()).isEqualTo(Result.NONE);
    }

    @Test
    void aServerThatNamesItselfNotIsBelievedOnlyWhereThatIsConfigured() {
        var headers = Headers.of(
                "Authentication-Results",
                "spf=fail smtp.mailfrom=a.test; dkim=none; dmarc=fail action=none",
                "From",
                "a@example.com");
        assertThat(AuthenticationResults.of(headers, TRUSTED).result()).isEqualTo(Result.NONE);
        assertThat(AuthenticationResults.of(headers, Set.of("unnamed")).failed())
                .isTrue();
    }

    @Test
    void oneEntryStandsForAllServersOfAProvider() {
        var headers =
                Headers.of("Authentication-Results", "In07.MX.provider.test; dmarc=fail", "From", "a@example.com");
        assertThat(AuthenticationResults.of(headers, Set.of("*.mx.provider.test"))
                        .failed())
                .isTrue();
        assertThat(AuthenticationResults.of(headers, Set.of("*.x.provider.test"))
                        .failed())
                .isFalse();
    }

    @Test
    void hostileFieldsCostLittle() {
        for (String unit : new String[] {"(", ")", ";", "=", "\"", "\\", " = ", "dkim=pass ", "a/", "(;\""}) {
            Cost.assertLittle(unit, () -> of("mx.shop.test;" + unit.repeat(200_000)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth_milter", "phishing_pot"})
    void whatRealServersWriteIsRead(String folder) {
        var table = new TreeMap<String, Map<Result, Integer>>();
        int fields = 0;
        for (var file : Corpora.mails(folder)) {
            var headers = new MailReader().read(RawMail.of(Corpora.bytes(file))).headers();
            var topmost = headers.first("Authentication-Results");
            if (topmost != null) {
                fields++;
                var server = AuthenticationResults.server(topmost);
                var verdict = AuthenticationResults.of(headers, Set.of(server));
                var said = verdict.reason().replaceFirst(" \\(.*| for .*", "");
                table.computeIfAbsent(said, any -> new EnumMap<>(Result.class))
                        .merge(verdict.result(), 1, Integer::sum);
                System.out.println(file.getFileName() + " " + verdict);
                assertThat(AuthenticationResults.of(headers, TRUSTED).result()).isEqualTo(Result.NONE);
            }
        }
        System.out.printf("%s: %d mails with such a field: %s%n", folder, fields, table);
        assertThat(fields).isPositive();
    }

    private static Authentication of(String... fields) {
        var headers = new String[fields.length * 2 + 2];
        for (int i = 0; i < fields.length; i++) {
            headers[2 * i] = "Authentication-Results";
            headers[2 * i + 1] = fields[i];
        }
        headers[headers.length - 2] = "From";
        headers[headers.length - 1] = "Ann <ann@example.com>";
        return AuthenticationResults.of(Headers.of(headers), TRUSTED);
    }
}
