package dromos.bench;

import dromos.testing.Dovecot;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.util.MailLogger;

/** The least that can be done: one FETCH and one transaction per 200 mails, nothing else. */
final class BareFetch {
    private static final int CHUNK = 200;

    private BareFetch() {}

    static long run(int port, String user, int count, FetchedTable table) throws Exception {
        long start = System.nanoTime();
        var logger = new MailLogger(BareFetch.class, "bare", false, System.out);
        var protocol = new IMAPProtocol("imap", "127.0.0.1", port, new Properties(), false, logger);
        try {
            protocol.authplain(null, user, Dovecot.PASSWORD);
            protocol.examine("INBOX");
            for (int first = 1; first <= count; first += CHUNK) {
                String set = first + ":" + Math.min(count, first + CHUNK - 1);
                Response[] answers = protocol.command("UID FETCH " + set + " (UID BODY.PEEK[])", null);
                protocol.handleResult(answers[answers.length - 1]);
                Map<Long, InputStream> mails = new LinkedHashMap<>();
                for (Response answer : answers) {
                    if (answer instanceof FetchResponse mail) {
                        mails.put(
                                mail.getItem(UID.class).uid,
                                mail.getItem(BODY.class).getByteArrayInputStream());
                    }
                }
                table.insert(1, mails);
            }
            return System.nanoTime() - start;
        } finally {
            protocol.disconnect();
        }
    }
}
