package dromos.mail;

import com.google.re2j.Pattern;
import dromos.mail.Authentication.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the receiving server found out about the sender from the Authentication-Results fields (RFC 8601).
 * Anybody can write such a field; only the topmost one whose authserv-id is configured counts (section 5).
 */
public final class AuthenticationResults {
    private static final Pattern AROUND_SIGNS = Pattern.compile("\\s*([=/])\\s*");

    /** What is configured where the receiving server writes no name of its own. */
    static final String UNNAMED = "unnamed";

    /** Microsoft says so where the domain has no policy but would have passed one. */
    private static final Set<String> DMARC_PASSED = Set.of("pass", "bestguesspass");

    /** The second word is from before RFC 8601. */
    private static final Set<String> SPF_FAILED = Set.of("fail", "hardfail");

    /**
     * One method's finding.
     *
     * @param domain that was checked, empty where it is not told
     */
    private record Finding(String method, String result, String domain) {
        boolean is(String wantedMethod, Set<String> wantedResults) {
            return method.equals(wantedMethod) && wantedResults.contains(result);
        }
    }

    private AuthenticationResults() {}

    /**
     * @param trustedAuthservIds names of our own receiving servers; case does not matter. {@code *.example.com} stands
     *     for all that end so, {@value UNNAMED} for one that names itself not
     */
    public static Authentication of(Headers headers, Set<String> trustedAuthservIds) {
        for (String field : headers.all(WireHeaders.AUTHENTICATION_RESULTS)) {
            var server = server(field);
            if (trustedAuthservIds.stream().anyMatch(trusted -> isNamed(server, trusted))) {
                var statements = statements(field);
                int first = server.equals(UNNAMED) ? 0 : 1;
                return judge(statements.subList(first, statements.size()), fromDomain(headers), server);
            }
        }
        return new Authentication(Result.NONE, "no Authentication-Results of a trusted server");
    }

    /**
     * The authserv-id of one field. Some servers, those of Microsoft 365 among them, name none and begin with their
     * findings, against RFC 8601: then it is {@value UNNAMED}.
     */
    static String server(String field) {
        var word = firstWord(statements(field).get(0));
        return word.indexOf('=') >= 0 ? UNNAMED : word;
    }

    private static boolean isNamed(String server, String trusted) {
        return trusted.startsWith("*.")
                ? server.toLowerCase(Locale.ROOT).endsWith(trusted.substring(1).toLowerCase(Locale.ROOT))
                : server.equalsIgnoreCase(trusted);
    }

    private static Authentication judge(List<String> statements, String fromDomain, String server) {
        var findings = statements.stream().map(AuthenticationResults::finding).toList();
        var by = " (Authentication-Results of " + server + ")";
        // A mail of several authors may have several findings; one that fails is enough.
        if (any(findings, "dmarc", Set.of("fail"))) {
            return new Authentication(Result.FAIL, "dmarc=fail" + by);
        }
        for (var finding : findings) {
            if (finding.is("dmarc", DMARC_PASSED)
                    && (finding.domain().isEmpty() || isAligned(finding.domain(), fromDomain))) {
                return new Authentication(Result.PASS, "dmarc=" + finding.result() + by);
            }
        }
        for (var finding : findings) {
            if (finding.is("dkim", Set.of("pass")) && isAligned(finding.domain(), fromDomain)) {
                return new Authentication(Result.PASS, "dkim=pass for " + finding.domain() + by);
            }
        }
        if (any(findings, "spf", SPF_FAILED) && !any(findings, "dkim", Set.of("pass"))) {
            return new Authentication(Result.FAIL, "spf=fail and no dkim=pass" + by);
        }
        return new Authentication(Result.NONE, "nothing conclusive" + by);
    }

    private static boolean any(List<Finding> findings, String method, Set<String> results) {
        return findings.stream().anyMatch(finding -> finding.is(method, results));
    }

    /** Relaxed alignment (RFC 7489 section 3.1.1) as far as it goes without a list of public suffixes. */
    private static boolean isAligned(String domain, String fromDomain) {
        if (domain.isEmpty() || fromDomain.isEmpty() || domain.indexOf('.') < 0) {
            return false;
        }
        return fromDomain.equals(domain) || fromDomain.endsWith("." + domain) || domain.endsWith("." + fromDomain);
    }

    /** Domain of the author; empty where there is none or more than one author, who could hide behind each other. */
    private static String fromDomain(Headers headers) {
        var authors = headers.all("From").stream()
                .flatMap(field -> Addresses.parse(field).stream())
                .map(Address::domain)
                .distinct()
                .toList();
        return authors.size() == 1 ? authors.get(0) : "";
    }

    private static Finding finding(String statement) {
        var words = statement.strip().split("\\s+", 50);
        var method = key(words[0]);
        int version = method.indexOf('/');
        var name = version < 0 ? method : method.substring(0, version);
        String domain = null;
        String identity = null;
        for (int i = 1; i < words.length; i++) {
            switch (key(words[i])) {
                case "header.d" -> domain = domain(value(words[i]));
                case "header.from" -> domain = name.equals("dmarc") ? domain(value(words[i])) : domain;
                case "header.i" -> identity = domain(value(words[i]));
                default -> {}
            }
        }
        return new Finding(name, value(words[0]), domain != null ? domain : identity != null ? identity : "");
    }

    private static String key(String word) {
        int equals = word.indexOf('=');
        return (equals < 0 ? word : word.substring(0, equals)).toLowerCase(Locale.ROOT);
    }

    private static String value(String word) {
        return word.substring(word.indexOf('=') + 1).toLowerCase(Locale.ROOT);
    }

    private static @Nullable String domain(String identity) {
        var domain = identity.substring(identity.lastIndexOf('@') + 1);
        return domain.isEmpty() ? null : domain;
    }

    private static String firstWord(String statement) {
        var stripped = statement.strip();
        int end = 0;
        while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
            end++;
        }
        return stripped.substring(0, end);
    }

    /** The parts between semicolons, without comments and quotes, with no blanks around equals signs; never empty. */
    private static List<String> statements(String field) {
        var statements = new ArrayList<String>();
        var current = new StringBuilder();
        int comments = 0;
        boolean quoted = false;
        for (int i = 0; i < field.length(); i++) {
            char letter = field.charAt(i);
            if (letter == '\\' && (quoted || comments > 0)) {
                i++;
            } else if (letter == '"' && comments == 0) {
                quoted = !quoted;
            } else if (letter == '(' && !quoted) {
                comments++;
            } else if (letter == ')' && comments > 0) {
                comments--;
                current.append(' ');
            } else if (letter == ';' && !quoted && comments == 0) {
                statements.add(joined(current));
                current.setLength(0);
            } else if (comments == 0) {
                // A blank within quotes must not separate words.
                current.append(quoted && Character.isWhitespace(letter) ? '_' : letter);
            }
        }
        statements.add(joined(current));
        return statements;
    }

    private static String joined(StringBuilder statement) {
        return AROUND_SIGNS.matcher(statement).replaceAll("$1");
    }
}
