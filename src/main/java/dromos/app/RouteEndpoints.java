package dromos.app;

import dromos.directory.Crons;
import dromos.directory.Location;
import dromos.directory.Nearest;
import dromos.directory.Problem;
import dromos.directory.YamlNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.jspecify.annotations.Nullable;

/**
 * Options of endpoints: those that no component has, and those that Camel or the libraries below it take without a word,
 * and should not.
 */
final class RouteEndpoints {
    private static final Set<String> MAIL = Set.of("imap", "imaps", "pop3", "pop3s", "smtp", "smtps");
    private static final Set<String> SECRETS =
            Set.of("password", "accesstoken", "clientsecret", "apikey", "passphrase", "secretkey", "token");
    /** Components of our own, whose options Camel does not list. */
    private static final Set<String> OWN = Set.of("mailbox");

    private static final String JAVA_MAIL = "additionalJavaMailProperties.";

    /** Options of Angus Mail below {@code mail.PROTOCOL.}, as its package documentation lists them. */
    private static final Set<String> MAIL_OPTIONS = Stream.of(
                    "user host port connectiontimeout timeout writetimeout connectionpooltimeout connectionpoolsize",
                    "partialfetch fetchsize peek ignorebodystructuresize statuscachetimeout appendbuffersize",
                    "separatestoreconnection auth auth.mechanisms auth.login.disable auth.plain.disable",
                    "auth.ntlm.disable auth.ntlm.domain auth.ntlm.flags auth.xoauth2.disable auth.xoauth2.two.line.authentication.format",
                    "auth.digest-md5.disable proxyauth.user localaddress localport sasl.enable sasl.mechanisms",
                    "sasl.authorizationid sasl.realm sasl.usecanonicalhostname sasl.xgwtrustedapphack.enable",
                    "socketFactory socketFactory.class socketFactory.fallback socketFactory.port ssl.enable",
                    "ssl.checkserveridentity ssl.trust ssl.socketFactory ssl.socketFactory.class ssl.socketFactory.port",
                    "ssl.protocols ssl.ciphersuites starttls.enable starttls.required proxy.host proxy.port proxy.user",
                    "proxy.password socks.host socks.port minidletime enableresponseevents enableimapevents throwsearchexception",
                    "folder.class closefoldersonstorefailure finalizecleanclose referralexception compress.enable",
                    "compress.level compress.strategy reusetagprefix from localhost ehlo submitter dsn.notify dsn.ret",
                    "allow8bitmime sendpartial quitwait quitonsessionreject reportsuccess userset noop.strict mailextension",
                    "chunksize usesocketchannels rsetbeforequit disabletop forgettopheaders filecache.enable filecache.dir",
                    "cachewriteto keepmessagecontent apop.enable disablecapa")
            .flatMap(line -> Stream.of(line.split(" ")))
            .collect(Collectors.toUnmodifiableSet());

    /** Only asked which options its components have; never started. */
    private static final CamelContext CAMEL = new DefaultCamelContext();

    private record Value(String text, Location at, Location keyAt) {}

    private final List<Problem> problems;

    RouteEndpoints(List<Problem> problems) {
        this.problems = problems;
    }

    void check(YamlNode root) {
        for (var node : root.everything()) {
            for (var key : List.of("from", "to", "toD", "wireTap", "poll")) {
                @Nullable YamlNode endpoint = node.get(key);
                @Nullable YamlNode uri = RouteCheck.uri(endpoint);
                if (endpoint != null && uri != null && uri.text().contains(":")) {
                    endpoint(uri, options(endpoint, uri));
                }
            }
            @Nullable YamlNode dynamic = node.get("constant");
            if (dynamic != null
                    && node.get("expression") == null
                    && dynamic.text().matches("\\w+:.*")) {
                endpoint(dynamic, options(dynamic, dynamic));
            }
        }
    }

    private static Map<String, Value> options(YamlNode endpoint, YamlNode uri) {
        var options = new LinkedHashMap<String, Value>();
        int question = uri.text().indexOf('?');
        if (question >= 0) {
            for (var pair : uri.text().substring(question + 1).split("&", -1)) {
                var parts = pair.split("=", 2);
                options.put(parts[0], new Value(parts.length == 2 ? decode(parts[1]) : "", uri.at(), uri.at()));
            }
        }
        @Nullable YamlNode parameters = endpoint.get("parameters");
        if (parameters != null) {
            parameters
                    .fields()
                    .forEach((key, value) -> options.put(key, new Value(value.text(), value.at(), value.keyAt())));
        }
        return options;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private void endpoint(YamlNode uri, Map<String, Value> options) {
        var scheme = uri.text().substring(0, uri.text().indexOf(':')).toLowerCase(Locale.ROOT);
        checkSecrets(uri, options);
        checkNames(uri, scheme, options);
        options.forEach((key, value) -> {
            if (key.equals("scheduler.cron")
                    || key.equals("schedulerProperties.cron")
                    || (scheme.equals("quartz") && key.equals("cron"))) {
                checkCron(value);
            }
        });
        if (scheme.equals("jpa")) {
            checkJpa(options);
        }
        if (MAIL.contains(scheme)) {
            checkMail(options);
        }
    }

    private void checkNames(YamlNode uri, String scheme, Map<String, Value> options) {
        if (!scheme.matches("[a-z][a-z0-9-]*")) {
            return;
        }
        @Nullable EndpointUriFactory known = CAMEL.getCamelContextExtension().getEndpointUriFactory(scheme);
        if (known == null) {
            if (!OWN.contains(scheme)) {
                problem(
                        uri.at(),
                        "there is no component '" + scheme + "' here; a component that Dromos does not come with needs"
                                + " its jar in lib/");
            }
            return;
        }
        if (known.isLenientProperties()) {
            return;
        }
        var prefixes = known.multiValuePrefixes().values();
        options.forEach((key, value) -> {
            boolean isMail = MAIL.contains(scheme) && key.startsWith("mail.");
            if (!known.propertyNames().contains(key) && prefixes.stream().noneMatch(key::startsWith) && !isMail) {
                problem(
                        value.keyAt(),
                        "'" + scheme + ":' has no option '" + key + "'" + Nearest.hint(key, known.propertyNames()));
            }
        });
    }

    /** Endpoint addresses are shown by JMX, the Camel command line and logs. */
    private void checkSecrets(YamlNode uri, Map<String, Value> options) {
        options.forEach((key, value) -> {
            var last = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (SECRETS.contains(last)) {
                problem(
                        value.at(),
                        "'" + key + "' puts a secret into the address of an endpoint, which is shown to many; "
                                + "give it to a bean and name that, like authenticator=#bean");
            }
        });
        int question = uri.text().indexOf('?');
        var address = question < 0 ? uri.text() : uri.text().substring(0, question);
        if (address.matches("\\w+:(//)?[^/@:]+:[^/@]+@.*")) {
            problem(uri.at(), "this address holds a password, which is shown to many; give it to a bean and name that");
        }
    }

    private void checkCron(Value value) {
        if (value.text().contains("{{")) {
            return;
        }
        Crons.check(value.text().replace('+', ' ')).ifPresent(wrong -> problem(value.at(), wrong));
    }

    private void checkJpa(Map<String, Value> options) {
        refuse(options, "joinTransaction", "true", "commits its rows in a second transaction; leave it out");
        refuse(options, "sharedEntityManager", "false", "opens a second transaction beside the line's; leave it out");
        refuse(
                options,
                "skipLockedEntity",
                "true",
                "processes rows twice on PostgreSQL; use nativeQuery with 'for update skip locked' and consumeLockEntity=false");
    }

    private void refuse(Map<String, Value> options, String key, String value, String why) {
        @Nullable Value found = options.get(key);
        if (found != null && found.text().equalsIgnoreCase(value)) {
            problem(found.at(), "'" + key + "=" + value + "' " + why);
        }
    }

    private void checkMail(Map<String, Value> options) {
        options.forEach((key, value) -> {
            var name = key.startsWith(JAVA_MAIL) ? key.substring(JAVA_MAIL.length()) : key;
            if (!name.startsWith("mail.")) {
                return;
            }
            var parts = name.split("\\.", 3);
            if (parts.length == 3 && MAIL.contains(parts[1])) {
                if (!MAIL_OPTIONS.contains(parts[2])) {
                    problem(
                            value.at(),
                            "there is no mail option '" + name + "'" + Nearest.hint(parts[2], MAIL_OPTIONS));
                }
            } else if (!name.matches("mail\\.(mime|debug|event|store|transport|host|user|from)\\b.*")) {
                problem(value.at(), "there is no mail option '" + name + "'" + Nearest.hint(parts[1], MAIL));
            }
        });
    }

    private void problem(Location at, String message) {
        problems.add(new Problem(at, message));
    }
}
