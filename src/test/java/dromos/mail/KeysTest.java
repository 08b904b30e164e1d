package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    private static final String STRONG = "MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=";

    private final Path folder;

    KeysTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void generatedKeysAreReadBack() throws Exception {
        var file = Files.writeString(folder.resolve("keys"), Keys.generate());
        assertThat(Keys.read(file).all()).hasSize(1);
        assertThat(Keys.generate()).isNotEqualTo(Keys.generate());
    }

    @Test
    void theFirstKeySigns() {
        assertThat(Keys.parse("keys", "# new\n7:" + STRONG + "\n\n3:" + STRONG + "\n")
                        .signing()
                        .id())
                .isEqualTo(7);
    }

    @Test
    void noSecretIsEverShown() {
        var keys = Keys.parse("keys", "7:" + STRONG);
        assertThat(keys).hasToString("Keys[7]");
        assertThat(keys.signing().toString()).doesNotContain(STRONG).isEqualTo("Key[7]");
    }

    @Test
    void aMissingFileIsNamedWithItsCure() {
        assertThatThrownBy(() -> Keys.read(folder.resolve("none")))
                .isInstanceOf(Keys.UnusableKeys.class)
                .hasMessageContaining(folder.resolve("none").toString())
                .hasMessageContaining("openssl rand");
    }

    @Test
    void aWeakKeyIsRefusedWithFileAndLineAndWithoutTheSecret() {
        assertRefused("\n1:c2hvcnQgc2VjcmV0", "keys:2: key 1 is weak");
        assertRefused("1:" + "AAAA".repeat(16), "keys:1: key 1 is weak");
        assertThatThrownBy(() -> Keys.parse("keys", "1:c2hvcnQgc2VjcmV0")).hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void whatIsNoKeyLineIsRefusedWithFileAndLine() {
        assertRefused("", "keys:1: holds no key");
        assertRefused("secret", "keys:1: expected id:base64");
        assertRefused("256:" + STRONG, "keys:1: the id before the colon must be a number from 1 to 255");
        assertRefused("1:***", "keys:1: what follows the colon is not base64");
        assertRefused("1:" + STRONG + "\n1:" + STRONG, "keys:2: key 1 is there twice");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> Keys.parse("keys", text))
                .isInstanceOf(Keys.UnusableKeys.class)
                .hasMessageContaining(message);
    }
}
