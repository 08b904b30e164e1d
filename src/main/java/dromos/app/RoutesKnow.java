package dromos.app;

import dromos.assign.Assigner;
import dromos.categorise.Categoriser;
import dromos.command.Ask;
import dromos.command.DepartmentReply;
import dromos.command.FollowUp;
import dromos.command.KeepUnverified;
import dromos.command.LinkDuplicate;
import dromos.command.OpenCase;
import dromos.command.RecordBounce;
import dromos.command.SetCategory;
import dromos.command.SetStore;
import dromos.command.StaffMail;
import dromos.correlate.Correlator;
import dromos.deadline.DeadlineKeeper;
import dromos.directory.Directory;
import dromos.directory.DirectoryInForce;
import dromos.dispatch.Dispatcher;
import dromos.letter.Acknowledger;
import dromos.letter.LetterWriter;
import dromos.letter.MimeBuilder;
import dromos.mail.MailReader;
import dromos.screen.Screener;
import dromos.store.Cases;
import dromos.store.FailurePolicy;
import dromos.store.Inbox;
import dromos.store.Outbox;
import dromos.store.Received;
import java.util.Map;
import java.util.Set;

/** What YAML routes may count on: the beans of {@link Router}, and what the Java routes start, call and set. */
public final class RoutesKnow {
    public static final RouteCheck.Known ALL = new RouteCheck.Known(
            Map.ofEntries(
                    Map.entry("inbox", Inbox.class),
                    Map.entry("outbox", Outbox.class),
                    Map.entry("cases", Cases.class),
                    Map.entry("directoryInForce", DirectoryInForce.class),
                    Map.entry("intake", Intake.class),
                    Map.entry("mailReader", MailReader.class),
                    Map.entry("failurePolicy", FailurePolicy.class),
                    Map.entry("screener", Screener.class),
                    Map.entry("correlator", Correlator.class),
                    Map.entry("categoriser", Categoriser.class),
                    Map.entry("acknowledger", Acknowledger.class),
                    Map.entry("dispatcher", Dispatcher.class),
                    Map.entry("assigner", Assigner.class),
                    Map.entry("deadlineKeeper", DeadlineKeeper.class),
                    Map.entry("dueNow", DueNow.class),
                    Map.entry("letterWriter", LetterWriter.class),
                    Map.entry("mimeBuilder", MimeBuilder.class),
                    Map.entry("deliveryPolicy", DeliveryPolicy.class),
                    Map.entry("ask", Ask.class),
                    Map.entry("setStore", SetStore.class),
                    Map.entry("setCategory", SetCategory.class),
                    Map.entry("openCase", OpenCase.class),
                    Map.entry("linkDuplicate", LinkDuplicate.class),
                    Map.entry("recordBounce", RecordBounce.class),
                    Map.entry("followUp", FollowUp.class),
                    Map.entry("keepUnverified", KeepUnverified.class),
                    Map.entry("departmentReply", DepartmentReply.class),
                    Map.entry("staffMail", StaffMail.class)),
            Set.of(
                    "direct:hand-in",
                    "direct:inbox",
                    "direct:line",
                    "direct:fate",
                    "direct:quarantine",
                    "direct:outbox"),
            Set.of("direct:screen"),
            Map.of("message", Long.class, "received", Received.class, "directory", Directory.class),
            Map.of("intake", Set.of("mailbox")));

    private RoutesKnow() {}
}
