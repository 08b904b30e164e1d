package dromos.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dromos.directory.BrokenConfiguration;
import dromos.testing.ApiKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebStartTest {
    @TempDir
    Path folder;

    @Test
    void aPortInUseStopsTheStart() throws Exception {
        var file = Files.writeString(folder.resolve("api-keys"), ApiKey.line("ann", "reader", ApiKey.make()));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var web =
                        new WebServer(new Settings.Http("127.0.0.1", taken.getLocalPort(), file), ApiKeys.read(file))) {
            assertThatThrownBy(web::start)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("is in use; set http.port");
        }
    }

    @Test
    void aMissingKeyFileStopsTheStartAndSaysHowToMakeOne() {
        assertThatThrownBy(() -> ApiKeys.read(folder.resolve("none")))
                .isInstanceOf(BrokenConfiguration.class)
                .hasMessageContaining("none:1:1")
                .hasMessageContaining("printf %s KEY | sha256sum");
    }

    @Test
    void aBrokenLineIsRefusedAtItsPlace() throws Exception {
        var file = Files.writeString(
                folder.resolve("api-keys"), "# keys\nann:raeder:" + "0".repeat(64) + "\nbob:reader:abc\ncarl\n");

        assertThatThrownBy(() -> ApiKeys.read(file))
                .hasMessageContaining("api-keys:2:1 there is no role 'raeder'; did you mean 'reader'?")
                .hasMessageContaining("api-keys:3:1 the third part is not a SHA-256")
                .hasMessageContaining("api-keys:4:1 expected name:role:sha256");
    }

    @Test
    void onlyTheWholeKeyIsKnown() throws Exception {
        var file = Files.writeString(folder.resolve("api-keys"), ApiKey.line("ann", "reader", "secret"));
        var keys = ApiKeys.read(file);

        assertThat(keys.caller("Bearer secret")).contains(new ApiKeys.Caller("ann", Role.READER));
        assertThat(keys.caller("bearer secret")).isPresent();
        assertThat(keys.caller("Bearer secre")).isEmpty();
        assertThat(keys.caller("Bearer ")).isEmpty();
        assertThat(keys.caller("Basic secret")).isEmpty();
        assertThat(keys.caller(null)).isEmpty();
        assertThat(keys).hasToString("ApiKeys[ann]");
    }
}
