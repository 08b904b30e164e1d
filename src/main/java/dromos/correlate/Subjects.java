package dromos.correlate;

import com.google.re2j.Pattern;
import java.util.Locale;

/** Whether two subjects name the same matter, whatever mail programs put before or into them. */
final class Subjects {
    private static final Pattern REPLY_OR_FORWARD =
            Pattern.compile("^(?:\\s*(?:re|aw|sv|vs|antw|odp|res|rif|r|fw|fwd|wg|tr|rv|enc|i)(?:\\[\\d+\\])?\\s*:)+");
    private static final Pattern TAG_OR_LIST = Pattern.compile("\\[[^\\]]*\\]");

    private Subjects() {}

    static boolean isSame(String one, String other) {
        return core(one).equals(core(other));
    }

    /** The subject without reply prefixes, tags in brackets, and differences of case and white space. */
    static String core(String subject) {
        var core = TAG_OR_LIST
                .matcher(subject.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
        return REPLY_OR_FORWARD.matcher(core).replaceFirst("").replace(" ", "").replace("\t", "");
    }
}
