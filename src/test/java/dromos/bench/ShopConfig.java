package dromos.bench;

import dromos.mail.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A configuration folder outside of the project: one mailbox, one pool, departments and shops that real mail of 2002
 * happens to speak of, its own keys and secrets. Only the letters are the project's.
 */
final class ShopConfig {
    /** Everybody who is asked by mail and may answer by mail: departments and shops, never customers or staff. */
    static final Set<String> DEPARTMENTS =
            Set.of("workshop@shop.example", "filters@shop.example", "prices@shop.example");

    static final String SHOP_DOMAIN = "@stores.shop.example";
    static final String API_KEY = "the-key-of-the-drill";
    static final String MAILBOX = "support";

    private static final String MAILBOXES = """
            - name: support
              addresses: [support@shop.example]
              pool: service
              host: 127.0.0.1
              port: %d
              security: none
              user: %s
              secret: SUPPORT_PASSWORD
              sub-addressing: true
              after: flag:DromosStored
              poll: 2s
            """;

    private static final String POOLS = """
            - name: service
              title: Shop Service
              address: support@shop.example
              prefix: DR
              assignment: push
              promise: 1d
              members: {ann: 1, boris: 1, clara: 1, dana: 2}
            """;

    private static final String DEPARTMENTS_FILE = """
            - name: workshop
              title: Workshop
              addresses: workshop@shop.example
              answer: return
              within: 1d

            - name: filters
              title: Filters
              addresses: filters@shop.example
              answer: forward
              within: 1d

            - name: prices
              title: Prices
              addresses: prices@shop.example
              answer: return
              within: 1d
            """;

    private static final String CATEGORIES = """
            - name: shop
              title: About a shop
              rules:
                - when: {store: found}
              destinations:
                - {to: store, answer: report, within: 1d}

            - name: filter
              title: Spam and filters
              rules:
                - when: {subject: [razor, spam, whitelist, spamassassin]}
                - when: {subject: {matches: '(?i)\\[(razor|sadev|saheadlines)'}}
              destinations:
                - {to: filters, answer: forward}

            - name: workshop
              title: Machines
              rules:
                - when: {content: [install, kernel, modem, printer, suse, debian, lilo, disks]}
              destinations:
                - {to: workshop}

            - name: price
              title: Prices
              rules:
                - when: {content: [price, prices, buy, sell]}
              destinations:
                - {to: prices}

            - name: other
              title: Everything else
            """;

    private static final String PEOPLE = """
            - {id: ann, name: Ann Petrova, address: ann@staff.shop.example, roles: [consultant], superior: maria}
            - {id: boris, name: Boris Lindqvist, address: boris@staff.shop.example, roles: [consultant], superior: maria}
            - {id: clara, name: Clara Moreau, address: clara@staff.shop.example, roles: [consultant], superior: maria}
            - {id: dana, name: Dana Okafor, address: dana@staff.shop.example, roles: [consultant], superior: maria}
            - {id: maria, name: Maria Sandoval, address: maria@staff.shop.example, roles: [superior, manager]}
            """;

    private static final List<String> CITIES = List.of(
            "Ireland",
            "Dublin",
            "Boston",
            "Washington",
            "New York",
            "London",
            "Texas",
            "California",
            "Chicago",
            "Limerick");

    private ShopConfig() {}

    /** Writes the folder; ports are those of servers on 127.0.0.1. */
    static void write(Path folder, int imapPort, String user, int httpPort, int smtpPort, String databaseUrl)
            throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        secret(secrets.resolve("keys"), Keys.generate());
        secret(
                secrets.resolve("api-keys"),
                "drill:reader:" + LoadedMail.sha256(API_KEY.getBytes(StandardCharsets.US_ASCII)));
        secret(secrets.resolve("SUPPORT_PASSWORD"), dromos.testing.Dovecot.PASSWORD);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("mailboxes.yaml", MAILBOXES.formatted(imapPort, user));
        files.put("pools.yaml", POOLS);
        files.put("departments.yaml", DEPARTMENTS_FILE);
        files.put("categories.yaml", CATEGORIES);
        files.put("people.yaml", PEOPLE);
        files.put("calendars.yaml", "- name: around-the-clock\n");
        files.put("stores.csv", stores());
        files.put("dromos.properties", settings(httpPort, smtpPort, databaseUrl));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        copyLetters(folder.resolve("letters"));
    }

    private static void secret(Path file, String value) throws IOException {
        Files.writeString(file, value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String settings(int httpPort, int smtpPort, String databaseUrl) {
        return """
                http.port = %d
                database.url = %s
                database.user = postgres
                smtp.host = 127.0.0.1
                smtp.port = %d
                loop.id = drill.shop.example
                acknowledgement.per-hour = 1000000
                """.formatted(httpPort, databaseUrl, smtpPort);
    }

    private static String stores() {
        StringBuilder csv = new StringBuilder(
                "id,name,aliases,street,city,phone,mailbox,director,deputy,senior_cashier,territorial_manager,extra\n");
        int number = 1;
        for (String city : CITIES) {
            String id = "S%03d".formatted(number++);
            String address = id.toLowerCase(java.util.Locale.ROOT) + SHOP_DOMAIN;
            csv.append("%s,%s,,1 Main Street,%s,,%s,director.%s,,,territory%s,\n"
                    .formatted(id, city, city, address, address, SHOP_DOMAIN));
        }
        return csv.toString();
    }

    private static void copyLetters(Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> letters = Files.list(Path.of("config", "letters"))) {
            for (Path letter : letters.toList()) {
                Files.copy(letter, target.resolve(letter.getFileName().toString()));
            }
        }
    }
}
