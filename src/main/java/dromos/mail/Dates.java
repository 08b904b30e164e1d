package dromos.mail;

/** Whether a line of text tells a day or a time of day, in whatever order, language and punctuation. */
final class Dates {
    private Dates() {}

    static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** A year of four digits, or three numbers divided as in 02.02.26 or 2/2/26. */
    static boolean hasDay(String text) {
        int numbers = 0;
        int i = 0;
        while (i < text.length()) {
            int end = endOfNumber(text, i);
            if (end == i) {
                i++;
                continue;
            }
            if (isYear(text, i, end)) {
                return true;
            }
            boolean follows = i >= 2 && isDigit(text.charAt(i - 2)) && "./-".indexOf(text.charAt(i - 1)) >= 0;
            numbers = end - i > 2 ? 0 : follows ? numbers + 1 : 1;
            if (numbers == 3) {
                return true;
            }
            i = end;
        }
        return false;
    }

    private static boolean isYear(String text, int start, int end) {
        if (end - start != 4 || (start > 0 && text.charAt(start - 1) == '+')) {
            return false;
        }
        return text.startsWith("19", start) || text.startsWith("20", start);
    }

    /** Two digits of minutes after a colon, a point or an h: 10:00, 9.30, 14h05; or 14時05. */
    static boolean hasTime(String text) {
        for (int i = 1; i + 2 < text.length(); i++) {
            if (":.h時点时시".indexOf(text.charAt(i)) >= 0
                    && isDigit(text.charAt(i - 1))
                    && isDigit(text.charAt(i + 1))
                    && isDigit(text.charAt(i + 2))
                    && endOfNumber(text, i + 1) == i + 3
                    && !(text.charAt(i) == '.' && isWithinDate(text, i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the point has another one two digits before or after it: 02.02.26. */
    private static boolean isWithinDate(String text, int point) {
        return (point + 3 < text.length() && text.charAt(point + 3) == '.')
                || (point >= 3 && text.charAt(point - 3) == '.')
                || (point >= 2 && text.charAt(point - 2) == '.');
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
