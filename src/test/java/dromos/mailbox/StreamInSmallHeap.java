package dromos.mailbox;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Reads the one mail of user {@code args[1]} at port {@code args[0]} and prints its SHA-256; started with a heap smaller than it. */
final class StreamInSmallHeap {
    private StreamInSmallHeap() {}

    public static void main(String[] args) throws Exception {
        var shelf = new Shelf();
        MailboxRoute.run(MailboxRoute.account(Integer.parseInt(args[0]), args[1]), shelf, route -> await().atMost(
                        Duration.ofSeconds(60))
                .until(() -> shelf.stored().size() == 1));
        System.out.println("sha256=" + shelf.stored().get(0).sha256());
    }
}
