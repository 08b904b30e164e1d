package dromos.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns bytes into text whatever their label says: aliases, unknown labels, wrong labels, no label. */
final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Labels that are met in mail and that Java does not know, or knows as something narrower than is meant. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("ascii", "us-ascii"),
            Map.entry("utf8", "utf-8"),
            Map.entry("utf-8n", "utf-8"),
            Map.entry("unicode-1-1-utf-8", "utf-8"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("iso-8859-8-i", "iso-8859-8"),
            Map.entry("iso-8859-8-e", "iso-8859-8"),
            Map.entry("cp-1251", "windows-1251"),
            Map.entry("cp-1252", "windows-1252"),
            Map.entry("win-1251", "windows-1251"),
            Map.entry("x-windows-1251", "windows-1251"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("gb2312", "gb18030"),
            Map.entry("gbk", "gb18030"),
            Map.entry("hz-gb-2312", "gb18030"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
            Map.entry("macintosh", "x-macroman"),
            Map.entry("mac", "x-macroman"),
            Map.entry("x-mac-roman", "x-macroman"));

    private static final Map<String, Charset> KNOWN = known();

    private Charsets() {}

    /** @param defects told in words what was wrong with the label */
    static String decode(byte[] bytes, @Nullable String label, Consumer<String> defects) {
        var name = label == null ? "" : label.strip().toLowerCase(Locale.ROOT);
        if (isAscii(bytes) && !isStateful(name)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (name.isEmpty() || name.equals("us-ascii") || name.equals("ascii")) {
            return guess(bytes, "8-bit text without a charset label", defects);
        }
        if (name.equals("utf-7") || name.equals("unicode-1-1-utf-7")) {
            return Utf7.decode(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        var charset = charset(name);
        return charset == null
                ? guess(bytes, "unknown charset \"" + SafeText.line(name, 40) + "\"", defects)
                : new String(bytes, charset);
    }

    /** The charset that text under the label was written in; UTF-8 where it is unknown or cannot encode. */
    static Charset encoding(String label) {
        var charset = charset(label.strip().toLowerCase(Locale.ROOT));
        return charset != null && charset.canEncode() ? charset : StandardCharsets.UTF_8;
    }

    private static @Nullable Charset charset(String name) {
        return KNOWN.get(MEANT.getOrDefault(name, name));
    }

    /** All that Java knows, by names and aliases in lower case: to ask it for one that it does not know costs much. */
    private static Map<String, Charset> known() {
        var known = new HashMap<String, Charset>();
        for (var charset : Charset.availableCharsets().values()) {
            charset.aliases().forEach(alias -> known.put(alias.toLowerCase(Locale.ROOT), charset));
        }
        Charset.availableCharsets().forEach((name, charset) -> known.put(name.toLowerCase(Locale.ROOT), charset));
        return known;
    }

    private static String guess(byte[] bytes, String defect, Consumer<String> defects) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            defects.accept(defect + ", read as UTF-8");
            return text;
        } catch (CharacterCodingException e) {
            defects.accept(defect + ", read as windows-1252");
            return new String(bytes, WINDOWS_1252);
        }
    }

    /** Whether ASCII bytes of this charset can mean something else. */
    private static boolean isStateful(String name) {
        return name.startsWith("iso-2022")
                || name.startsWith("utf-16")
                || name.startsWith("utf-32")
                || name.endsWith("utf-7")
                || name.startsWith("hz-")
                || name.startsWith("cp037")
                || name.startsWith("ibm");
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte next : bytes) {
            if (next < 0) {
                return false;
            }
        }
        return true;
    }
}
