package dromos.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Asks a router over real HTTP. */
public final class Web {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;
    private final String key;

    /** @param key sent as a bearer token; empty sends none */
    public Web(int port, String key) {
        this.root = "http://127.0.0.1:" + port;
        this.key = key;
    }

    public HttpResponse<byte[]> ask(String method, String path, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(root + path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    public HttpResponse<byte[]> get(String path, String... headers) {
        return ask("GET", path, headers);
    }

    public String text(String path) {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    public JsonNode json(String path) {
        return json(get(path));
    }

    public static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JsonMapper.builder().build().readTree(response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
