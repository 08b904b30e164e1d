package dromos.app;

import dromos.assign.Assigner;
import dromos.categorise.Categoriser;
import dromos.command.Answer;
import dromos.command.Approve;
import dromos.command.Ask;
import dromos.command.Clocks;
import dromos.command.CloseCase;
import dromos.command.Correspondence;
import dromos.command.DepartmentReply;
import dromos.command.FollowUp;
import dromos.command.History;
import dromos.command.KeepUnverified;
import dromos.command.LinkDuplicate;
import dromos.command.OpenCase;
import dromos.command.RecordBounce;
import dromos.command.SetCategory;
import dromos.command.SetStore;
import dromos.command.StaffMail;
import dromos.command.Take;
import dromos.correlate.Correlator;
import dromos.deadline.DeadlineKeeper;
import dromos.directory.Directory;
import dromos.directory.DirectoryInForce;
import dromos.directory.DirectoryLoader;
import dromos.directory.Secrets;
import dromos.dispatch.Dispatcher;
import dromos.letter.Acknowledger;
import dromos.letter.LetterWriter;
import dromos.letter.MimeBuilder;
import dromos.mail.Keys;
import dromos.mail.Languages;
import dromos.mail.MailReader;
import dromos.mail.MailWriter;
import dromos.mail.MessageIds;
import dromos.mail.Tags;
import dromos.mail.Tokens;
import dromos.route.AllowedHeaders;
import dromos.route.FailureRoutes;
import dromos.route.InboxRoutes;
import dromos.route.IntakeRoutes;
import dromos.route.OutboxRoutes;
import dromos.route.RestRoutes;
import dromos.screen.BouncedLetters;
import dromos.screen.Screener;
import dromos.store.Cases;
import dromos.store.Database;
import dromos.store.EmbeddedPostgres;
import dromos.store.FailurePolicy;
import dromos.store.FooterPictures;
import dromos.store.Inbox;
import dromos.store.MailboxProgress;
import dromos.store.Outbox;
import dromos.store.RawStore;
import dromos.store.WrongTags;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jpa.JpaComponent;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.main.Main;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Dromos: every bean by its name, the routes of its folder, and the order in which it starts and stops. */
public final class Router implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    static {
        // Else jakarta.mail searches all jars for it, for every part of every mail: a millisecond or more each time.
        System.setProperty("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
    }

    private final Settings settings;
    private final Directory directory;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Path routes;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Main camel = new Main();
    private final Database database;
    private final Inbox inbox;
    private final Outbox outbox;
    private final DirectoryInForce inForce;
    private final Watch watch;
    private final Map<String, Object> beans = new LinkedHashMap<>();

    private Router(
            Path config,
            Path routes,
            Secrets secrets,
            Map<String, String> overrides,
            UnaryOperator<Directory> adaptation,
            InstantSource clock) {
        this.secrets = secrets;
        this.settings = Settings.read(config, secrets, overrides);
        this.directory = adaptation.apply(DirectoryLoader.load(config, secrets));
        this.routes = routes;
        this.clock = clock;
        var keys = Keys.read(settings.keys());
        var apiKeys = ApiKeys.read(settings.http().keys());
        this.database = openDatabase();
        this.inbox = new Inbox(database, new RawStore(database), clock, settings.node());
        this.outbox = new Outbox(database, clock, settings.node());
        this.inForce = new DirectoryInForce(directory);
        wire(keys);
        this.watch = watch(apiKeys);
    }

    private Watch watch(ApiKeys apiKeys) {
        var opening = new Watch(settings.http(), apiKeys, database, new Cases(database), inForce, clock);
        opened.push(opening);
        opening.beans().forEach(camel::bind);
        camel.configure().addRoutesBuilder(new RestRoutes());
        return opening;
    }

    /**
     * Starts everything, with the secrets of the environment and the configuration folder.
     *
     * @see #start(Path, Path, Secrets, Map, UnaryOperator, InstantSource)
     */
    public static Router start(
            Path config,
            Path routes,
            Map<String, String> overrides,
            UnaryOperator<Directory> adaptation,
            InstantSource clock)
            throws Exception {
        return start(config, routes, new Secrets(config, System.getenv()), overrides, adaptation, clock);
    }

    /**
     * Starts everything.
     *
     * @param config folder of the configuration
     * @param routes folder of the YAML routes
     * @param secrets where passwords are found
     * @param overrides settings that win over {@code dromos.properties}
     * @param adaptation what the demo changes of the directory: ports and time limits
     * @throws dromos.directory.BrokenConfiguration with every mistake and its place; nothing was started
     */
    public static Router start(
            Path config,
            Path routes,
            Secrets secrets,
            Map<String, String> overrides,
            UnaryOperator<Directory> adaptation,
            InstantSource clock)
            throws Exception {
        var router = new Router(config, routes, secrets, overrides, adaptation, clock);
        try {
            router.start();
            return router;
        } catch (Exception | Error failure) {
            router.close();
            throw failure;
        }
    }

    private Database openDatabase() {
        var wanted = settings.database();
        if (wanted.url() != null) {
            return Database.open(wanted.url(), wanted.user(), wanted.password().orElse(""), wanted.connections());
        }
        var embedded = EmbeddedPostgres.start(wanted.folder(), wanted.port());
        opened.push(embedded);
        return Database.open(embedded.jdbcUrl(), embedded.user(), embedded.password(), wanted.connections());
    }

    private void wire(Keys keys) {
        opened.push(database);
        var tokens = new Tokens(keys);
        var messageIds = new MessageIds(tokens);
        var tags = new Tags(keys);
        var reader = new MailReader();
        bean("inbox", inbox);
        bean("outbox", outbox);
        var cases = bean("cases", new Cases(database));
        var pictures = new FooterPictures(database);
        var progress = new MailboxProgress(database.jdbc());
        bean("directoryInForce", inForce);

        bean("intake", new Intake(inbox, progress, inForce, clock));
        bean("mailReader", reader);
        bean("failurePolicy", new FailurePolicy(database, inbox));
        bean("screener", new Screener(reader, tokens, messageIds, settings.loopId(), new BouncedLetters(outbox)));
        bean("correlator", new Correlator(tokens, messageIds, tags, cases, new WrongTags(database), clock));
        bean("categoriser", new Categoriser(new Languages()));
        bean("acknowledger", new Acknowledger(cases, outbox, clock, settings.acknowledgementsPerHour()));
        bean("dispatcher", new Dispatcher(cases, clock));
        bean("assigner", new Assigner(cases, clock));
        bean("deadlineKeeper", new DeadlineKeeper(cases, clock));
        bean("dueNow", new DueNow(clock));
        bean("letterWriter", new LetterWriter(cases, outbox, pictures, tokens, messageIds, clock));
        bean("mimeBuilder", new MimeBuilder(inbox, pictures, reader, new MailWriter(), settings.loopId()));
        bean("deliveryPolicy", new DeliveryPolicy(outbox));
        wireCommands(cases, tags);
        wireCamel(progress);
    }

    private void wireCommands(Cases cases, Tags tags) {
        var history = new History(cases, clock);
        var clocks = new Clocks(cases, clock);
        var correspondence = new Correspondence(cases);
        var closeCase = new CloseCase(cases, clocks, history, clock);
        var answer = new Answer(cases, clocks, history, closeCase, clock);
        var take = new Take(history);
        var approve = new Approve(cases, answer, history, clock);
        var ask = bean("ask", new Ask(cases, clocks, history, clock));
        var setStore = bean("setStore", new SetStore(history));
        bean("setCategory", new SetCategory(history, clocks));
        bean("openCase", new OpenCase(cases, tags, history, correspondence));
        bean("linkDuplicate", new LinkDuplicate(cases, inbox, history));
        bean("recordBounce", new RecordBounce(cases, inbox, outbox, history));
        bean("followUp", new FollowUp(cases, clocks, history, correspondence, clock));
        bean("keepUnverified", new KeepUnverified(cases, history, correspondence));
        bean("departmentReply", new DepartmentReply(cases, clocks, history, correspondence, closeCase, clock));
        bean(
                "staffMail",
                new StaffMail(
                        cases,
                        history,
                        correspondence,
                        answer,
                        take,
                        closeCase,
                        ask,
                        setStore,
                        approve,
                        outbox,
                        clock));
    }

    private void wireCamel(MailboxProgress progress) {
        var line = new SpringTransactionPolicy(database.transactionManager());
        bean("PROPAGATION_REQUIRED", line);
        bean("mailbox", Mailboxes.component(directory, secrets, new StoredCursors(progress), clock));
        bean("jpa", jpa());
        for (var protocol : new String[] {"imap", "imaps", "pop3", "pop3s", "smtp", "smtps"}) {
            var mail = new MailComponent();
            mail.setHeaderFilterStrategy(new AllowedHeaders());
            bean(protocol, mail);
        }
        var sender = bean("smtpSender", Mailboxes.sender(settings.smtp(), secrets));
        opened.push(sender);

        beans.forEach(camel::bind);
        camel.addMainListener(new SecretPlaceholders(secrets));
        var configuration = camel.configure();
        configuration.setName("dromos");
        configuration.setAutoConfigurationEnabled(false);
        configuration.setRoutesIncludePattern("file:" + routes.toAbsolutePath() + "/*.camel.yaml");
        configuration.setShutdownTimeout(15);
        configuration.setMainListenerClasses(null);
        configuration.addRoutesBuilder(new FailureRoutes());
        configuration.addRoutesBuilder(new IntakeRoutes(directory.mailboxes().keySet()));
        configuration.addRoutesBuilder(new InboxRoutes(settings.inboxWorkers()));
        configuration.addRoutesBuilder(new OutboxRoutes(settings.outboxWorkers()));
        camel.addInitialProperty("deadlines.cron", settings.deadlinesCron().replace(' ', '+'));
    }

    private JpaComponent jpa() {
        var jpa = new JpaComponent();
        jpa.setEntityManagerFactory(database.entityManagerFactory());
        jpa.setTransactionStrategy(database::runInTransaction);
        jpa.setSharedEntityManager(true);
        jpa.setJoinTransaction(false);
        return jpa;
    }

    private <T> T bean(String name, T bean) {
        beans.put(name, bean);
        return bean;
    }

    private void start() throws Exception {
        int messages = inbox.releaseClaims();
        int letters = outbox.releaseClaims();
        if (messages + letters > 0) {
            LOG.info("released messages={} letters={} reason=\"claimed when this node last ended\"", messages, letters);
        }
        watch.start();
        camel.start();
        watch.watch(context());
        opened.push(this::stopCamel);
    }

    private void stopCamel() {
        camel.stop();
        camel.shutdown();
    }

    public CamelContext context() {
        return camel.getCamelContext();
    }

    public Database database() {
        return database;
    }

    public Directory directory() {
        return directory;
    }

    /** The port on which REST, health and metrics are served. */
    public int httpPort() {
        return watch.port();
    }

    public Settings settings() {
        return settings;
    }

    /** Stops taking mail, finishes what is in hand, and closes everything in the opposite order of its opening. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                LOG.warn("a part did not stop cleanly", failure);
            }
        }
    }
}
