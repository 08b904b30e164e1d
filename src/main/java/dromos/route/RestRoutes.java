package dromos.route;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.rest.RestParamType;

/**
 * What can be asked over HTTP: the REST DSL under {@code /api}, read-only, with its OpenAPI. Cases are read by camel-jpa
 * straight into the rows that are shown. What a caller writes is only ever a variable: camel-jpa evaluates text
 * parameters as Simple expressions, so that the expression must be ours and the text its result.
 */
public final class RestRoutes extends RouteBuilder {
    private static final String ROWS = "dromos.monitor.";
    private static final String CASE_ROW = "query=RAW(select new " + ROWS
            + "CaseRow(c.number, c.tag, c.status, c.pool, c.mailbox, c.customerAddress, c.customerName, c.subject,"
            + " c.category, c.categoryReason, c.language, c.store, c.storeReason, c.priority, c.owner, c.linkedTo, c.opened,"
            + " c.firstAnswered, c.closed, c.reopenings)";
    private static final String CASE = "jpa:dromos.cases.Case?" + CASE_ROW + " from Case c where ";
    private static final String FILTERED = " and (:status is null or c.status = :status)"
            + " and (:owner is null or c.owner = :owner) and (:store is null or c.store = :store)"
            + " and (:customer is null or c.customerAddress = :customer)";
    private static final String FILTERS = filter("status")
            + filter("pool")
            + filter("owner")
            + filter("store")
            + filter("customer")
            + filter("before");
    private static final String CASES = CASE + "(:pool is null or c.pool = :pool) and c.number < :before" + FILTERED
            + " order by c.number desc)" + FILTERS;

    /** A query of its own, because no index serves 'its own pool or a linked one' in the order of the numbers. */
    private static final String LINKED_CASES = "jpa:dromos.cases.LinkedPool?" + CASE_ROW
            + " from LinkedPool l join Case c on c.number = l.caseNumber where l.pool = :pool and l.caseNumber < :before"
            + FILTERED + " order by l.caseNumber desc)" + FILTERS;

    private static final String ONE_CASE = CASE + "c.number = :number or c.tag = :tag)"
            + "&parameters.number=RAW(${variable.name.number})&parameters.tag=RAW(${variable.name.tag})";
    private static final String THREAD = "jpa:dromos.cases.Entry?query=RAW(select new " + ROWS
            + "EntryRow(e.id, e.kind, e.visibility, e.consultation, e.authorAddress, e.authorName, e.at, e.text,"
            + " e.fullText, e.message) from Entry e where e.caseNumber = :number order by e.id)" + ofCase();
    private static final String CONSULTATIONS = "jpa:dromos.cases.Consultation?query=RAW(select new " + ROWS
            + "ConsultationRow(c.id, c.destination, c.recipients, c.meaning, c.question, c.sent, c.due, c.state,"
            + " c.answeredBy, c.answered, c.outcome) from Consultation c where c.caseNumber = :number order by c.id)"
            + ofCase();
    private static final String DEADLINES = "jpa:dromos.cases.Deadline?query=RAW(select new " + ROWS
            + "DeadlineRow(d.id, d.kind, d.consultation, d.state, d.due, d.nextStep, d.step, d.ended)"
            + " from Deadline d where d.caseNumber = :number order by d.id)" + ofCase();

    private static String filter(String name) {
        return "&parameters." + name + "=RAW(${variable.filter." + name + "})";
    }

    private static String ofCase() {
        return "&parameters.number=RAW(${variable.summary.number})";
    }

    @Override
    public void configure() {
        restConfiguration()
                .component("platform-http")
                .contextPath("/api")
                .apiContextPath("/openapi.json")
                .useXForwardHeaders(true)
                // The routes keep their own error handler: elsewhere a failure is for the caller's transaction.
                .inlineRoutes(false)
                .apiProperty("api.title", "Dromos")
                .apiProperty("api.version", "1")
                .apiProperty("api.description", "Cases, mail and the router itself, read-only");
        onException(Throwable.class)
                .handled(true)
                .removeHeaders("*")
                .setBody(method("problems", "of(${exception})"))
                .setHeader(Exchange.HTTP_RESPONSE_CODE, simple("${body.status}"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/problem+json"))
                .setBody(method("json", "writeValueAsString(${body})"));
        paths();
        cases();
        mail();
    }

    private void paths() {
        rest("/cases")
                .securityDefinitions()
                .bearerToken("key", "a key of the file http.keys")
                .end()
                .produces("application/json")
                .get()
                .id("list-cases")
                .description("Cases, newest first")
                .param()
                .name("status")
                .type(RestParamType.query)
                .required(false)
                .description("received, in-progress, under-consultation or closed")
                .endParam()
                .param()
                .name("pool")
                .type(RestParamType.query)
                .required(false)
                .description("name of the pool")
                .endParam()
                .param()
                .name("owner")
                .type(RestParamType.query)
                .required(false)
                .description("id of the consultant")
                .endParam()
                .param()
                .name("store")
                .type(RestParamType.query)
                .required(false)
                .description("id of the store")
                .endParam()
                .param()
                .name("customer")
                .type(RestParamType.query)
                .required(false)
                .description("mail address")
                .endParam()
                .param()
                .name("before")
                .type(RestParamType.query)
                .dataType("integer")
                .required(false)
                .description("only smaller case numbers: next of the page before")
                .endParam()
                .param()
                .name("limit")
                .type(RestParamType.query)
                .dataType("integer")
                .required(false)
                .description("1 to 200, else 50")
                .endParam()
                .to("direct:api-cases")
                .get("/{name}")
                .id("show-case")
                .description("A case with its thread, every decision with its reason, its letters and messages")
                .param()
                .name("name")
                .type(RestParamType.path)
                .description("number or tag")
                .endParam()
                .to("direct:api-case");
        list("/mailboxes", "list-mailboxes", "Last poll, cursor and ledger of each mailbox", "direct:api-mailboxes");
        list("/ledger", "show-ledger", "The balance of the mail by mailbox and fate", "direct:api-ledger");
        page("/inbox", "list-inbox", "Messages without a fate, oldest first", "after", "direct:api-inbox");
        rest("/outbox")
                .produces("application/json")
                .get()
                .id("list-outbox")
                .description("Letters, newest first")
                .param()
                .name("state")
                .type(RestParamType.query)
                .required(false)
                .description("waiting, sending, sent or failed; else all that are not yet sent")
                .endParam()
                .param()
                .name("before")
                .type(RestParamType.query)
                .dataType("integer")
                .required(false)
                .description("only smaller ids")
                .endParam()
                .param()
                .name("limit")
                .type(RestParamType.query)
                .dataType("integer")
                .required(false)
                .description("1 to 200, else 50")
                .endParam()
                .to("direct:api-outbox");
        page("/quarantine", "list-quarantine", "Messages set aside, newest first", "before", "direct:api-quarantine");
        item("/quarantine/{id}", "show-quarantined", "One of them, with the failure", "direct:api-quarantined");
        item("/messages/{id}", "show-message", "A received message and what became of it", "direct:api-message");
        rest("/messages/{id}/raw")
                .produces("message/rfc822")
                .get()
                .id("show-raw-message")
                .description("The message, byte for byte as it came")
                .param()
                .name("id")
                .type(RestParamType.path)
                .dataType("integer")
                .endParam()
                .to("direct:api-raw-message");
    }

    private void list(String path, String id, String description, String route) {
        rest(path)
                .produces("application/json")
                .get()
                .id(id)
                .description(description)
                .to(route);
    }

    private void page(String path, String id, String description, String from, String route) {
        rest(path)
                .produces("application/json")
                .get()
                .id(id)
                .description(description)
                .param()
                .name(from)
                .type(RestParamType.query)
                .dataType("integer")
                .required(false)
                .description("only ids " + from + " this one")
                .endParam()
                .param()
                .name("limit")
                .type(RestParamType.query)
                .dataType("integer")
                .required(false)
                .description("1 to 200, else 50")
                .endParam()
                .to(route);
    }

    private void item(String path, String id, String description, String route) {
        rest(path)
                .produces("application/json")
                .get()
                .id(id)
                .description(description)
                .param()
                .name("id")
                .type(RestParamType.path)
                .dataType("integer")
                .endParam()
                .to(route);
    }

    private void cases() {
        answer("cases", "A page of cases")
                .setVariable("filter", method("requests", "cases(${variable.query})"))
                .setHeader("CamelJpaMaximumResults", simple("${variable.filter.limit}"))
                .to(CASES)
                .setVariable("own", body())
                .to(LINKED_CASES)
                .setBody(method("caseBook", "page(${variable.own}, ${body}, ${variable.filter.limit})"))
                .to("direct:api-json");

        answer("case", "One case with everything that belongs to it")
                .bean("requests", "nothing(${variable.query})")
                .setVariable("name", method("requests", "caseName(${variable.name})"))
                .to(ONE_CASE)
                .setVariable("summary", method("caseBook", "only(${body})"))
                .to(THREAD)
                .setVariable("thread", body())
                .to(CONSULTATIONS)
                .setVariable("consultations", body())
                .to(DEADLINES)
                .setVariable("deadlines", body())
                .setBody(method(
                        "caseBook",
                        "file(${variable.summary}, ${variable.thread}, ${variable.consultations},"
                                + " ${variable.deadlines})"))
                .to("direct:api-json");
    }

    private void mail() {
        show("mailboxes", "nothing(${variable.query})", "mailboxes()");
        show("ledger", "nothing(${variable.query})", "ledger()");
        show("inbox", "oldest(${variable.query})", "inbox(${variable.page.after}, ${variable.page.limit})");
        show(
                "outbox",
                "letters(${variable.query})",
                "outbox(${variable.page.state}, ${variable.page.before}, ${variable.page.limit})");
        show("quarantine", "newest(${variable.query})", "quarantine(${variable.page.before}, ${variable.page.limit})");
        show("quarantined", "id(${variable.query}, ${variable.name})", "quarantined(${variable.page})");
        show("message", "id(${variable.query}, ${variable.name})", "message(${variable.page})");

        answer("raw-message", "The bytes of a message")
                .streamCache("false")
                .setVariable("id", method("requests", "id(${variable.query}, ${variable.name})"))
                .bean("records", "stored(${variable.id})")
                .setBody(method("inbox", "raw(${variable.id})"))
                .setBody(simple("${body.open}"))
                .setHeader(Exchange.CONTENT_TYPE, constant("message/rfc822"))
                .setHeader("Content-Disposition", simple("attachment; filename=\"${variable.id}.eml\""));

        from("direct:api-json")
                .routeId("api-json")
                .routeDescription("Write the answer as JSON")
                .removeHeaders("*")
                .setBody(method("json", "writeValueAsString(${body})"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));
    }

    private void show(String what, String question, String reading) {
        answer(what, "Read what the records say")
                .setVariable("page", method("requests", question))
                .setBody(method("records", reading))
                .to("direct:api-json");
    }

    /** Takes the question out of the headers, of which none is to come back to the caller. */
    private RouteDefinition answer(String what, String description) {
        return from("direct:api-" + what)
                .routeId("api-" + what)
                .routeDescription(description)
                .errorHandler(defaultErrorHandler())
                .setVariable("query", header(Exchange.HTTP_RAW_QUERY))
                .setVariable("path", header(Exchange.HTTP_PATH))
                .removeHeaders("*")
                .setVariable("name", method("requests", "named(${variable.path})"));
    }
}
