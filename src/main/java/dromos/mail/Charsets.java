package dromos.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/** Turns bytes into text whatever their label says: aliases, unknown labels, wrong labels, no label. */
final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Labels that are met in mail and that Java does not know, or knows as something narrower than is meant. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("utf8", "utf-8"),
            Map.entry("utf-8n", "utf-8"),
            Map.entry("utf-8-mac", "utf-8"),
            Map.entry("cp65001", "utf-8"),
            Map.entry("unicode-1-1-utf-8", "utf-8"),
            Map.entry("ucs-2", "utf-16"),
            Map.entry("unicode", "utf-16"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("iso-8859-6-i", "iso-8859-6"),
            Map.entry("iso-8859-6-e", "iso-8859-6"),
            Map.entry("iso-8859-8-i", "iso-8859-8"),
            Map.entry("iso-8859-8-e", "iso-8859-8"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-11", "x-windows-874"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("windows-874", "x-windows-874"),
            Map.entry("cp-1250", "windows-1250"),
            Map.entry("cp-1251", "windows-1251"),
            Map.entry("cp-1252", "windows-1252"),
            Map.entry("win-1251", "windows-1251"),
            Map.entry("x-windows-1251", "windows-1251"),
            Map.entry("x-windows-1252", "windows-1252"),
            Map.entry("koi8", "koi8-r"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("gb2312", "gb18030"),
            Map.entry("gb_2312-80", "gb18030"),
            Map.entry("gb-2312", "gb18030"),
            Map.entry("gbk", "gb18030"),
            Map.entry("x-gbk", "gb18030"),
            Map.entry("cp936", "gb18030"),
            Map.entry("euc-cn", "gb18030"),
            Map.entry("big5", "x-windows-950"),
            Map.entry("x-x-big5", "x-windows-950"),
            Map.entry("cp950", "x-windows-950"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("ms932", "windows-31j"),
            Map.entry("x-euc-jp", "euc-jp"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
            Map.entry("iso-2022-jp-ms", "x-windows-iso2022jp"),
            Map.entry("cp50220", "x-windows-iso2022jp"),
            Map.entry("cp50221", "x-windows-iso2022jp"),
            Map.entry("macintosh", "x-macroman"),
            Map.entry("mac", "x-macroman"),
            Map.entry("x-mac-roman", "x-macroman"),
            Map.entry("x-mac-cyrillic", "x-maccyrillic"));

    /** Labels under which programs write whatever they have. */
    private static final Set<String> SAY_NOTHING = Set.of(
            "", "us-ascii", "ascii", "x-unknown", "unknown", "unknown-8bit", "default", "x-user-defined", "8bit");

    /** Guesses of the detector that are trusted only for texts that are mostly in another script than Latin. */
    private static final Set<String> OTHER_SCRIPTS = Set.of(
            "koi8-r",
            "windows-1251",
            "iso-8859-5",
            "windows-1253",
            "iso-8859-7",
            "windows-1255",
            "iso-8859-8",
            "tis-620");

    private static final Set<String> IDEOGRAPHS =
            Set.of("gb18030", "big5", "euc-tw", "shift_jis", "euc-jp", "euc-kr", "x-windows-949");

    private static final int FEWEST_TO_DETECT = 8;

    private static final Map<String, Charset> KNOWN = known();

    private Charsets() {}

    /** @param defects told in words what was wrong with the label */
    static String decode(byte[] bytes, @Nullable String label, Consumer<String> defects) {
        var name = label == null ? "" : label.strip().toLowerCase(Locale.ROOT);
        boolean ascii = isAscii(bytes);
        if (ascii && !isStateful(name)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (SAY_NOTHING.contains(name)) {
            return guess(bytes, "8-bit text without a charset label", defects);
        }
        if (name.equals("utf-7") || name.equals("unicode-1-1-utf-7")) {
            return Utf7.decode(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        if (name.startsWith("hz-gb")) {
            return Hz.decode(bytes);
        }
        var charset = charset(name);
        if (charset == null) {
            return guess(bytes, "unknown charset \"" + SafeText.line(name, 40) + "\"", defects);
        }
        if (charset.equals(StandardCharsets.US_ASCII)) {
            return guess(bytes, "8-bit text labelled as ASCII", defects);
        }
        return isMislabelled(bytes, charset)
                ? guess(bytes, "text that is not in its charset " + SafeText.line(name, 40), defects)
                : new String(bytes, charset);
    }

    /**
     * A line of a header: ASCII, else UTF-8 (RFC 6532), else, from old programs, in the charset of the text below.
     *
     * @param label of the text below, null where it has none
     */
    static String decodeHeader(byte[] line, @Nullable String label, Consumer<String> defects) {
        if (isAscii(line)) {
            return new String(line, StandardCharsets.ISO_8859_1);
        }
        var utf8 = strictly(line, StandardCharsets.UTF_8);
        if (utf8 != null) {
            return utf8;
        }
        var name = label == null ? "" : label.strip().toLowerCase(Locale.ROOT);
        // The name of the field is ASCII, whatever the text below is written in.
        var named = isStateful(name) ? null : charset(name);
        var charset = named == null || strictly(line, named) == null ? detected(line) : named;
        defects.accept("a header in 8-bit characters without a label, read as "
                + charset.name().toLowerCase(Locale.ROOT));
        return new String(line, charset);
    }

    /** UTF-8 has a pattern that nothing else has by chance, so it tells both who has it and who has not. */
    private static boolean isMislabelled(byte[] bytes, Charset label) {
        if (label.equals(StandardCharsets.UTF_8)) {
            return strictly(bytes, StandardCharsets.UTF_8) == null && isRarelyUtf8(bytes);
        }
        boolean oneByteEach =
                label.name().startsWith("windows-125") || label.name().startsWith("ISO-8859");
        return oneByteEach && strictly(bytes, StandardCharsets.UTF_8) != null;
    }

    /** Whether more bytes of the text break the pattern of UTF-8 than follow it; a cut end is no reason to doubt. */
    private static boolean isRarelyUtf8(byte[] bytes) {
        int broken = 0;
        int whole = 0;
        for (int i = 0; i < bytes.length; i++) {
            int first = bytes[i] & 0xff;
            if (first >= 0x80) {
                int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0;
                int found = 0;
                while (found < more && i + 1 < bytes.length && (bytes[i + 1] & 0xc0) == 0x80) {
                    found++;
                    i++;
                }
                boolean complete = more > 0 && found == more;
                whole += complete ? 1 : 0;
                broken += complete ? 0 : 1;
            }
        }
        return broken > whole;
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
        var utf8 = strictly(bytes, StandardCharsets.UTF_8);
        if (utf8 != null) {
            defects.accept(defect + ", read as UTF-8");
            return utf8;
        }
        var charset = detected(bytes);
        defects.accept(defect + ", read as " + charset.name().toLowerCase(Locale.ROOT));
        return new String(bytes, charset);
    }

    private static Charset detected(byte[] bytes) {
        int high = 0;
        int letters = 0;
        for (byte next : bytes) {
            high += next < 0 ? 1 : 0;
            letters += next < 0 || Character.isLetter(next) ? 1 : 0;
        }
        if (high < FEWEST_TO_DETECT) {
            return WINDOWS_1252;
        }
        var detector = new UniversalDetector();
        detector.handleData(bytes, 0, bytes.length);
        detector.dataEnd();
        var found = detector.getDetectedCharset();
        var name = found == null ? "" : found.toLowerCase(Locale.ROOT);
        boolean believed = (OTHER_SCRIPTS.contains(name) && high * 2 > letters) || IDEOGRAPHS.contains(name);
        var charset = believed ? charset(name) : null;
        return charset == null ? WINDOWS_1252 : charset;
    }

    private static @Nullable String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Whether ASCII bytes of this charset can mean something else. */
    private static boolean isStateful(String name) {
        return name.startsWith("iso-2022")
                || name.startsWith("cp5022")
                || name.startsWith("utf-16")
                || name.startsWith("utf-32")
                || name.startsWith("ucs-")
                || name.equals("unicode")
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
