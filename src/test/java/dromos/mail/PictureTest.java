package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

    @Test
    void itIsKnownByItsFirstBytesOnly() throws Exception {
        var jpeg = Files.readAllBytes(Path.of("config/footers/ann.jpg"));
        assertThat(Picture.of(jpeg).map(picture -> picture.inline().type())).contains("image/jpeg");
        assertThat(Picture.of(PNG).map(picture -> picture.inline().type())).contains("image/png");
        assertThat(Picture.of("GIF89a".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(Picture.of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}))
                .isEmpty();
        assertThat(Picture.of(new byte[0])).isEmpty();
    }

    @Test
    void rfc2392Section2TheUrlNamesThePartByItsContentId() throws Exception {
        var picture = Picture.of(PNG).orElseThrow();
        assertThat(picture.url()).isEqualTo("cid:" + picture.inline().contentId());
        assertThat(picture.inline().name()).isEqualTo("picture.png");
        try (var content = picture.inline().content().open()) {
            assertThat(content.readAllBytes()).isEqualTo(PNG);
        }
    }

    @Test
    void onlyAnAttributeShowsIt() {
        var picture = Picture.of(PNG).orElseThrow();
        assertThat(picture.isShownIn("<img src=\"" + picture.url() + "\">")).isTrue();
        assertThat(picture.isShownIn("<img src='" + picture.url() + "'>")).isTrue();
        assertThat(picture.isShownIn("<p>[" + picture.url() + "] &quot;" + picture.url() + "&quot;</p>"))
                .isFalse();
    }
}
