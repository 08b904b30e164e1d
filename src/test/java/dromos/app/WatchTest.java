package dromos.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dromos.testing.Agora;
import dromos.testing.ApiKey;
import dromos.testing.Web;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final String OBSERVER = ApiKey.make();

    @TempDir
    static Path folder;

    @AutoClose
    static Agora agora;

    static Web web;
    static Web stranger;

    @BeforeAll
    static void aCaseIsAnswered() throws Exception {
        agora = Agora.open(folder, copy -> addKey(copy, ApiKey.line("prometheus", "observer", OBSERVER)));
        web = new Web(agora.router().httpPort(), agora.apiKey());
        stranger = new Web(agora.router().httpPort(), "");
        var iris = agora.person("iris@customers.example");
        iris.writes("support@agora.example", "My gift certificate does not work", "The till refuses code 4711.");
        iris.receives();
        agora.settle();
    }

    private static void addKey(Path copy, String line) {
        try {
            Files.writeString(copy.resolve("config/secrets/api-keys"), line, StandardOpenOption.APPEND);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Test
    void nothingIsToldToAStranger() {
        var paths = new ArrayList<>(List.of(
                "/",
                "//",
                "/api",
                "/api/",
                "//api/cases",
                "/api/../api/cases",
                "/api/%2e%2e/cases",
                "/nowhere",
                "/observe",
                "/observe/health",
                "/observe/health/",
                "/observe/metrics",
                "/api/openapi.json",
                "/observe/health/live/../../../api/cases",
                "/observe/health/live%2f..%2f..%2fapi",
                "/%61pi/cases",
                "/observe/health/live/",
                "/observe/health/live;x=1",
                "/OBSERVE/HEALTH/LIVE"));
        var rests = ((ModelCamelContext) agora.router().context()).getRestDefinitions();
        assertThat(rests).isNotEmpty();
        rests.forEach(rest -> rest.getVerbs()
                .forEach(verb -> paths.add("/api" + rest.getPath() + (verb.getPath() == null ? "" : verb.getPath()))));
        paths.replaceAll(path -> path.replaceAll("\\{[^}]*}", "1"));

        for (var path : paths) {
            for (var method : List.of("GET", "HEAD", "POST", "OPTIONS", "DELETE")) {
                var answer = stranger.ask(method, path);
                assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"dromos\"");
            }
        }
        assertProblem(stranger.get("/api/cases"), 401, "Bearer");
    }

    @Test
    void aWrongKeyIsNoKey() {
        for (var wrong : List.of("x", agora.apiKey() + "0", agora.apiKey().substring(1))) {
            assertThat(new Web(agora.router().httpPort(), wrong)
                            .get("/api/cases")
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(stranger.get("/api/cases", "Authorization", "Basic " + agora.apiKey())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void anObserverSeesFiguresAndNoMail() {
        var observer = new Web(agora.router().httpPort(), OBSERVER);

        assertThat(observer.get("/observe/metrics").statusCode()).isEqualTo(200);
        assertThat(observer.get("/observe/health").statusCode()).isEqualTo(200);
        assertProblem(observer.get("/api/cases"), 403, "role");
        assertThat(observer.get("/observe/../api/cases").statusCode()).isEqualTo(403);
        assertThat(observer.get("/observe/%2e%2e/api/cases").statusCode()).isEqualTo(403);
    }

    @Test
    void liveAndReadyAreOpenAndSayNoMoreThanThat() {
        for (var path : List.of("/observe/health/live", "/observe/health/ready")) {
            var answer = stranger.get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(answer)).isEqualTo("{\"status\":\"up\"}");
        }
        var all = web.json("/observe/health");
        assertThat(all.findValuesAsText("name"))
                .contains("database", "routes", "outbox", "mailbox:support", "mailbox:orders");
    }

    @Test
    void aCaseThatCameToTwoPoolsIsListedUnderBoth() {
        var both = "support@agora.example, orders@agora.example";
        agora.person("ivo@customers.example")
                .writes(
                        "support@agora.example",
                        "To both",
                        "Who reads this?",
                        mail -> mail.setRecipients(Message.RecipientType.TO, InternetAddress.parse(both)));
        agora.settle();

        for (var pool : List.of("customer-service", "online-shop")) {
            assertThat(web.json("/api/cases?pool=" + pool).findValuesAsText("customer"))
                    .as(pool)
                    .contains("ivo@customers.example");
            assertThat(web.json("/api/cases?status=closed&pool=" + pool).findValuesAsText("customer"))
                    .as("closed ones of " + pool)
                    .isEmpty();
        }
        assertThat(web.json("/api/cases?limit=1").path("next").isNumber()).isTrue();
    }

    @Test
    void aCaseIsShownWithItsThreadAndTheReasonOfEveryDecision() {
        var summary = web.json("/api/cases?customer=iris@customers.example").at("/cases/0");
        var tag = summary.get("tag").asText();
        assertThat(tag).startsWith("DR-");
        assertThat(summary.get("status").asText()).isEqualTo("under-consultation");
        assertThat(summary.get("opened").asText()).endsWith("Z");

        var file = web.json("/api/cases/" + tag);
        assertThat(file)
                .isEqualTo(web.json("/api/cases/" + summary.get("number").asText()));
        assertThat(file).isEqualTo(web.json("/api/cases/%5B" + tag.toLowerCase(java.util.Locale.ROOT) + "%5D/"));
        assertThat(file.at("/summary")).isEqualTo(summary);
        assertThat(file.at("/thread/0/text").asText()).contains("The till refuses code 4711.");
        assertThat(file.at("/consultations/0/recipients/0").asText()).isEqualTo("giftcards@agora.example");
        assertThat(file.at("/deadlines").findValuesAsText("state")).containsExactly("cancelled", "running");
        assertThat(file.at("/events").findValuesAsText("type")).contains("opened", "categorised", "dispatched");
        assertThat(file.at("/events").findValuesAsText("reason"))
                .anyMatch(reason -> reason.contains("categories.yaml:"));
        assertThat(file.at("/letters").findValuesAsText("state")).isNotEmpty().containsOnly("sent");
        assertThat(file.at("/messages/0/fate").asText()).isEqualTo("new-case");
    }

    @Test
    void aMessageIsGivenBackByteForByte() {
        long id = web.json("/api/cases/10001").at("/messages/0/id").asLong();
        var message = web.json("/api/messages/" + id);
        var raw = web.get("/api/messages/" + id + "/raw");

        assertThat(raw.statusCode()).isEqualTo(200);
        assertThat(raw.headers().firstValue("Content-Type")).hasValue("message/rfc822");
        assertThat(raw.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(raw.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(ApiKey.sha256(raw.body())).isEqualTo(message.get("sha256").asText());
    }

    @Test
    void noRequestHeaderComesBack() {
        var answer = web.get("/api/cases", "X-Probe", "echo", "CamelHttpResponseCode", "204");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("x-probe", "authorization", "camelhttpresponsecode");
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithTheNearestName() {
        assertProblem(web.get("/api/cases?stat=closed"), 400, "did you mean 'status'?");
        assertProblem(web.get("/api/cases?status=close"), 400, "did you mean 'closed'?");
        assertProblem(web.get("/api/cases?pool=online-shp"), 400, "did you mean 'online-shop'?");
        assertProblem(web.get("/api/cases?limit=201"), 400, "1 to 200");
        assertProblem(web.get("/api/cases?limit=1&limit=2"), 400, "twice");
        assertProblem(web.get("/api/cases?before=x"), 400, "whole number");
        assertProblem(web.get("/api/mailboxes?x=1"), 400, "no parameter 'x'");
        assertProblem(web.get("/api/messages/abc"), 400, "not a number");
        assertProblem(web.get("/api/messages/999999"), 404, "999999");
        assertProblem(web.get("/api/messages/999999/raw"), 404, "999999");
        assertProblem(web.get("/api/quarantine/999999"), 404, "quarantine");
        assertProblem(web.get("/api/cases/DR-1-AAAAAAAA"), 404, "no case");
        assertProblem(web.get("/nowhere"), 404, "openapi.json");
        assertProblem(web.ask("POST", "/api/cases"), 405, "GET");
        assertProblem(web.ask("DELETE", "/api/cases/10001"), 405, "GET");
    }

    @Test
    void whatACallerWritesIsNeverAnExpressionNorSql() {
        for (var text : List.of("${sys:user.home}", "${bean:inbox?method=releaseClaims}", "' or '1'='1", "a{{x}}b")) {
            var query = java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
            var found = web.get("/api/cases?customer=" + query);
            assertThat(found.statusCode()).as(text).isEqualTo(200);
            assertThat(Web.json(found).at("/cases")).isEmpty();
            assertThat(web.get("/api/cases/" + query.replace("+", "%20")).statusCode())
                    .as(text)
                    .isEqualTo(404);
        }
    }

    @Test
    void casesComeInPagesNewestFirst() {
        var first = web.json("/api/cases?limit=1");
        assertThat(first.at("/cases")).hasSize(1);
        var next = web.json("/api/cases?limit=1&before=" + first.get("next").asText());
        assertThat(next.at("/cases"))
                .allMatch(row ->
                        row.get("number").asLong() < first.at("/cases/0/number").asLong());
    }

    @Test
    void headAndTrailingSlashAnswerLikeGet() {
        var head = web.ask("HEAD", "/api/mailboxes");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(web.get("/api/mailboxes/").statusCode()).isEqualTo(200);
    }

    @Test
    void openApiListsEveryPathUnderItsServer() {
        var api = web.json("/api/openapi.json");

        assertThat(api.at("/servers/0/url").asText()).isEqualTo("/api");
        assertThat(api.get("paths").fieldNames())
                .toIterable()
                .contains(
                        "/cases",
                        "/cases/{name}",
                        "/mailboxes",
                        "/ledger",
                        "/inbox",
                        "/outbox",
                        "/quarantine",
                        "/quarantine/{id}",
                        "/messages/{id}",
                        "/messages/{id}/raw");
    }

    @Test
    void metricsMBeansAndRestSayTheSame() throws Exception {
        await().untilAsserted(() -> {
            var ledger = web.json("/api/ledger").get("total");
            var metrics = web.text("/observe/metrics");
            assertThat(ledger.at("/fates/new-case").asLong()).isPositive();
            assertThat(metrics)
                    .contains("dromos_messages_total{fate=\"new-case\",mailbox=\"support\"} "
                            + ledger.at("/fates/new-case").asDouble());
            assertThat(bean("type=Ledger", "NewCase"))
                    .isEqualTo(ledger.at("/fates/new-case").asDouble());
            assertThat(bean("type=Ledger", "Seen")).isEqualTo(ledger.get("seen").asDouble());
            assertThat(bean("type=Ledger", "Recorded"))
                    .isEqualTo(ledger.get("recorded").asDouble());
            assertThat(bean("type=Ledger", "Unaccounted")).isZero();

            var outbox = web.json("/api/outbox");
            assertThat(bean("type=Outbox", "Sent"))
                    .isEqualTo(outbox.at("/states/sent").asDouble())
                    .isPositive();
            assertThat(metrics)
                    .contains("dromos_outbox_sent_total "
                            + outbox.at("/states/sent").asDouble());
            assertThat(bean("type=Outbox", "Waiting")).isZero();
            assertThat(bean("type=Inbox", "Waiting"))
                    .isEqualTo(web.json("/api/inbox").get("count").asDouble());
            assertThat(bean("type=Quarantine", "Messages"))
                    .isEqualTo(web.json("/api/quarantine").get("count").asDouble());
            assertThat(bean("type=Cases", "Open")).isEqualTo(openCases());
            assertThat(bean("type=Mailbox,name=support", "Recorded"))
                    .isEqualTo(mailbox("support").get("recorded").asDouble());
            assertThat(metrics)
                    .contains("jvm_memory_used_bytes", "dromos_cases_open{pool=", "dromos_inbox_waiting 0.0");
            assertThat(metrics).doesNotContain("@");
        });
    }

    private static double openCases() {
        double open = 0;
        for (var row : web.json("/api/cases?limit=200").get("cases")) {
            open += row.get("status").asText().equals("closed") ? 0 : 1;
        }
        return open;
    }

    private static JsonNode mailbox(String name) {
        for (var row : web.json("/api/mailboxes")) {
            if (row.get("mailbox").asText().equals(name)) {
                return row;
            }
        }
        throw new AssertionError(name);
    }

    private static double bean(String keys, String attribute) throws Exception {
        return (Double)
                ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName("dromos:" + keys), attribute);
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = Web.json(answer);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("type").asText()).isEqualTo("about:blank");
        assertThat(problem.get("detail").asText()).contains(detail).doesNotContain("Exception", "\tat ");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
