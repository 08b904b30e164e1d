package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.mail.Authentication.Result;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
