package dromos.app;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP port. Whoever asks is known before anything of his request is looked at; only the two paths that say
 * whether the process lives and is ready are open. Camel's REST DSL adds its paths to {@link #platformRouter()}.
 */
final class WebServer implements AutoCloseable {
    /** The name under which camel-platform-http-vertx looks for a router whose port it does not know. */
    static final String ROUTER_NAME = VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO;

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Set<String> OPEN = Set.of("/observe/health/live", "/observe/health/ready");
    private static final int MOST_BODY = 64 * 1024;

    /** One answer of a page that Camel has no part in. */
    record Answer(int status, String type, String text) {}

    private final Settings.Http settings;
    private final ApiKeys keys;
    private final Vertx vertx;
    private final Router router;
    private @Nullable HttpServer server;

    WebServer(Settings.Http settings, ApiKeys keys) {
        this.settings = settings;
        this.keys = keys;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(8)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.router = Router.router(vertx);
        router.route().handler(this::checkRole);
        router.route().handler(WebServer::headLikeGet);
        for (int status : new int[] {400, 404, 405, 406, 413, 500}) {
            router.errorHandler(status, context -> {
                if (status == 500) {
                    LOG.error("request failed", context.failure());
                }
                refuse(context.response(), status);
            });
        }
    }

    /** The router for camel-platform-http, to be bound under {@link #ROUTER_NAME}. */
    @SuppressWarnings("NullAway") // The platform asks such a router for its server only to learn the port.
    VertxPlatformHttpRouter platformRouter() {
        return new VertxPlatformHttpRouter(null, vertx, router, ROUTER_NAME) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return BodyHandler.create(false).setBodyLimit(MOST_BODY);
            }
        };
    }

    /** A page that is made anew for each request, by a thread that may wait. */
    void page(String path, Supplier<Answer> answer) {
        router.get(path).handler(context -> vertx.executeBlocking(answer::get, false)
                .onSuccess(made -> write(context.response(), made))
                .onFailure(context::fail));
    }

    /** @throws IllegalStateException if the port is not ours afterwards */
    void start() {
        var starting = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port())
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(this::admit)
                .listen()
                .toCompletionStage()
                .toCompletableFuture();
        try {
            server = starting.join();
        } catch (CompletionException refused) {
            var why = refused.getCause() instanceof BindException
                    ? "port " + settings.port() + " of " + settings.host()
                            + " is in use; set http.port in dromos.properties, or stop the program that has it"
                    : "cannot listen on " + settings.host() + ":" + settings.port()
                            + "; http.host must be an address of this machine";
            throw new IllegalStateException(why, refused.getCause());
        }
    }

    /** The port that is bound. */
    int port() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.actualPort();
    }

    /** The path is compared as it was sent: another spelling of an open path is not open. */
    private void admit(HttpServerRequest request) {
        request.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "no-store");
        boolean open = OPEN.contains(request.path()) && isReading(request);
        if (open || keys.caller(request.getHeader("Authorization")).isPresent()) {
            router.handle(request);
        } else {
            request.response().putHeader("WWW-Authenticate", "Bearer realm=\"dromos\"");
            refuse(request.response(), 401);
        }
    }

    private static boolean isReading(HttpServerRequest request) {
        return Set.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.method());
    }

    private void checkRole(RoutingContext context) {
        var caller = keys.caller(context.request().getHeader("Authorization"));
        if (caller.isEmpty() || caller.get().role().mayRead(context.normalizedPath())) {
            context.next();
        } else {
            refuse(context.response(), 403);
        }
    }

    /** Whatever can be got can also be asked for without its body (RFC 9110 section 9.3.2). */
    private static void headLikeGet(RoutingContext context) {
        // A route for this method alone would make Vert.x answer 405 where there is no path at all.
        if (context.request().method().equals(HttpMethod.HEAD)) {
            context.reroute(HttpMethod.GET, context.request().uri());
        } else {
            context.next();
        }
    }

    private static void refuse(HttpServerResponse response, int status) {
        if (status == 405) {
            response.putHeader("Allow", "GET, HEAD");
        }
        write(response, new Answer(status, Problems.TYPE, Json.write(Problems.describe(status))));
    }

    private static void write(HttpServerResponse response, Answer answer) {
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(answer.status).putHeader("Content-Type", answer.type);
        response.end(answer.text);
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
