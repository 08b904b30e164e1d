package dromos.app;

import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says over HTTP what went wrong, as problem+json (RFC 9457), without telling how the inside looks. */
public final class Problems {
    static final String TYPE = "application/problem+json";
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** @param detail what the caller can do about it */
    public record Description(String type, String title, int status, String detail) {}

    Problems() {}

    /** What became of a request that failed: 400 and 404 are the caller's, everything else is ours and is logged. */
    public Description of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadRequest bad) {
                return describe(400, String.valueOf(bad.getMessage()));
            }
            if (cause instanceof NoSuchElementException missing) {
                return describe(404, String.valueOf(missing.getMessage()));
            }
        }
        LOG.error("request failed", failure);
        return describe(500);
    }

    static Description describe(int status) {
        return describe(
                status,
                switch (status) {
                    case 400 -> "the request cannot be understood";
                    case 401 -> "send Authorization: Bearer <key> with a key of the file http.keys";
                    case 403 -> "the role of this key may read health and metrics only";
                    case 404 -> "there is no such path; /api/openapi.json lists all";
                    case 405 -> "only GET and HEAD are answered here";
                    case 406 -> "this path does not have the form that the Accept header asks for";
                    case 413 -> "a request needs no such body";
                    default -> "the log of the router says why";
                });
    }

    private static Description describe(int status, String detail) {
        return new Description("about:blank", title(status), status, detail);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 413 -> "Content Too Large";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
