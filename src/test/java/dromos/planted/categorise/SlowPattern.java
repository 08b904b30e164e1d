package dromos.planted.categorise;

import java.util.regex.Pattern;

record SlowPattern(String text) {
    Pattern pattern() {
        return Pattern.compile(text);
    }
}
