package dromos.app;

import dromos.directory.Mailbox;
import dromos.directory.Secrets;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connects once to each server that an installation needs. */
record Doctor(Checks installation, Secrets secrets) {
    private static final String PATIENCE_MILLIS = "10000";
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    /** @param cure null where all is well */
    record Finding(String what, String found, @Nullable String cure) {
        boolean isWell() {
            return cure == null;
        }

        @Override
        public String toString() {
            return (isWell() ? "ok    " : "FAIL  ") + what + ": " + found + (isWell() ? "" : "\n      cure: " + cure);
        }
    }

    List<Finding> examine() {
        var findings = new ArrayList<Finding>();
        installation.directory().mailboxes().values().forEach(mailbox -> findings.add(imap(mailbox)));
        findings.add(smtp(installation.settings().smtp()));
        findings.addAll(database(installation.settings().database()));
        return findings;
    }

    private Finding imap(Mailbox mailbox) {
        var account = mailbox.account();
        var what = "mailbox " + mailbox.name() + " at " + account.host() + ":" + account.port();
        var protocol = account.security().equals("tls") ? "imaps" : "imap";
        var properties = properties(protocol, account.security());
        if (account.authentication().equals("xoauth2")) {
            properties.put("mail." + protocol + ".auth.mechanisms", "XOAUTH2");
        }
        try (var store = Session.getInstance(properties).getStore(protocol)) {
            store.connect(
                    account.host(),
                    account.port(),
                    account.user(),
                    secrets.find(account.secret()).orElse(""));
            return store.getFolder(account.folder()).exists()
                    ? new Finding(what, "logged in as " + account.user() + ", folder " + account.folder(), null)
                    : new Finding(
                            what,
                            "there is no folder " + account.folder(),
                            "name an existing one under 'folder' ("
                                    + mailbox.at().fileAndLine() + ")");
        } catch (AuthenticationFailedException refused) {
            return new Finding(
                    what,
                    "the login of " + account.user() + " was refused: " + refused.getMessage(),
                    "correct 'user' (" + mailbox.at().fileAndLine() + ") or the secret " + account.secret());
        } catch (MessagingException failure) {
            return new Finding(
                    what,
                    words(failure),
                    reach("host, port and security", mailbox.at().fileAndLine()));
        }
    }

    private Finding smtp(Settings.Smtp smtp) {
        var what = "relay at " + smtp.host() + ":" + smtp.port();
        var protocol = smtp.security().equals("tls") ? "smtps" : "smtp";
        var properties = properties(protocol, smtp.security());
        properties.put("mail." + protocol + ".auth", Boolean.toString(smtp.user() != null));
        var password =
                smtp.secret() == null ? null : secrets.find(smtp.secret()).orElse("");
        try (var transport = Session.getInstance(properties).getTransport(protocol)) {
            transport.connect(smtp.host(), smtp.port(), smtp.user(), password);
            return new Finding(what, smtp.user() == null ? "greets us" : "logged in as " + smtp.user(), null);
        } catch (AuthenticationFailedException refused) {
            return new Finding(
                    what,
                    "the login of " + smtp.user() + " was refused: " + refused.getMessage(),
                    "correct smtp.user or the secret " + smtp.secret());
        } catch (MessagingException failure) {
            return new Finding(
                    what, words(failure), reach("smtp.host, smtp.port and smtp.security", "dromos.properties"));
        }
    }

    private static Properties properties(String protocol, String security) {
        var properties = new Properties();
        for (var timeout : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.put("mail." + protocol + "." + timeout, PATIENCE_MILLIS);
        }
        properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        if (security.equals("starttls")) {
            properties.put("mail." + protocol + ".starttls.enable", "true");
            properties.put("mail." + protocol + ".starttls.required", "true");
        }
        return properties;
    }

    private static List<Finding> database(Settings.DatabaseSettings wanted) {
        var what = "database " + (wanted.url() == null ? "in " + wanted.folder() : wanted.url());
        if (wanted.url() == null && !java.nio.file.Files.exists(wanted.folder().resolve("ready"))) {
            return List.of(new Finding(what, "will be made at the first start", null));
        }
        try (var database = ReadOnlyDatabase.open(wanted)) {
            var version = database.jdbc()
                    .sql("show server_version")
                    .query(String.class)
                    .single();
            var time = database.jdbc()
                    .sql("select now()")
                    .query(java.time.OffsetDateTime.class)
                    .single();
            var apart = Duration.between(time.toInstant(), Instant.now()).abs();
            return List.of(
                    new Finding(what, "PostgreSQL " + version, null),
                    apart.compareTo(TOLERATED) <= 0
                            ? new Finding("clock", "agrees with the database's", null)
                            : new Finding(
                                    "clock",
                                    apart.toSeconds() + " s apart from the database's",
                                    "let NTP set both: promises are counted by the clock"));
        } catch (SQLException | IOException | IllegalStateException failure) {
            return List.of(new Finding(
                    what, words(failure), reach("database.url, database.user and its secret", "dromos.properties")));
        }
    }

    private static String reach(String settings, String place) {
        return "check " + settings + " (" + place + "), and that no firewall stands between";
    }

    private static String words(Exception failure) {
        var deepest = (Throwable) failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }
}
