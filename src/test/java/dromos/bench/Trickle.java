package dromos.bench;

import dromos.testing.Dovecot;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Customers who never stop writing: one mail after the other, as long as fewer than a number of them wait. Most are
 * requests, some with an attachment; some customers write a second time about the first.
 */
final class Trickle implements AutoCloseable {
    /** @param answers the request that it follows up, null for a request */
    record Sent(LoadedMail mail, String messageId, @Nullable Sent answers) {}

    private static final int MOST_WAITING = 60;
    private static final List<String> SUBJECTS = List.of(
            "The guard of the shop in Dublin", "My printer does not install", "Too much spam", "Just a question");

    private final Dovecot dovecot;
    private final String user;
    private final IntSupplier done;
    private final List<Sent> sent = new ArrayList<>();
    private final Random random = new Random(7);
    private final Thread thread = new Thread(this::run, "trickle");
    private volatile boolean closing;

    /** @param done how many mails have been dealt with */
    Trickle(Dovecot dovecot, String user, IntSupplier done) {
        this.dovecot = dovecot;
        this.user = user;
        this.done = done;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Every mail so far. */
    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    private void run() {
        try {
            while (!closing) {
                if (sent().size() - done.getAsInt() < MOST_WAITING) {
                    one();
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void one() {
        int n = sent.size();
        Sent next = n > 40 && n % 10 == 0 ? followUp(n, sent.get(n - 35)) : request(n);
        sent.add(next);
        dovecot.deliver(user, next.mail().bytes());
    }

    private Sent request(int n) {
        String id = "request-" + n + "@customers.example";
        byte[] picture = new byte[n % 7 == 0 ? 200_000 : 300];
        random.nextBytes(picture);
        return new Sent(
                LoadedMail.of("""
                        From: Customer %1$d <c%1$d@customers.example>
                        To: support@shop.example
                        Subject: %2$s, %1$d
                        Date: Tue, 24 Nov 2026 09:00:00 +0000
                        Message-ID: <%3$s>
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=next

                        --next
                        Content-Type: text/plain; charset=utf-8

                        This is request number %1$d. It has been so for a week, and nobody could help me.

                        --next
                        Content-Type: image/jpeg; name="picture.jpg"
                        Content-Transfer-Encoding: base64
                        Content-Disposition: attachment; filename="picture.jpg"

                        %4$s
                        --next--
                        """.formatted(
                                n,
                                SUBJECTS.get(n % SUBJECTS.size()),
                                id,
                                Base64.getMimeEncoder().encodeToString(picture))),
                id,
                null);
    }

    private static Sent followUp(int n, Sent first) {
        String id = "again-" + n + "@customers.example";
        int number = n - 35;
        return new Sent(
                LoadedMail.of("""
                        From: Customer %1$d <c%1$d@customers.example>
                        To: support@shop.example
                        Subject: Re: %2$s, %1$d
                        Date: Tue, 24 Nov 2026 09:10:00 +0000
                        Message-ID: <%3$s>
                        In-Reply-To: <%4$s>

                        I write again (%5$d), for there is news.
                        """.formatted(number, SUBJECTS.get(number % SUBJECTS.size()), id, first.messageId(), n)),
                id,
                first);
    }

    /** Ends the writing; what was written stays. */
    void stop() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
