package dromos.directory;

import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks Quartz cron expressions: seconds, minutes, hours, day of month, month, day of week, and perhaps year. Quartz
 * itself accepts {@code 99 99 * * * ?} and fires every second, and accepts dates that never come.
 */
public final class Crons {
    /** @param names for the values from {@code least} on */
    private record Field(String name, int least, int most, List<String> names) {}

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final int DAY_OF_MONTH = 3;
    private static final int MONTH = 4;
    private static final int DAY_OF_WEEK = 5;
    private static final int YEAR = 6;
    private static final List<Field> FIELDS = List.of(
            new Field("seconds", 0, 59, List.of()),
            new Field("minutes", 0, 59, List.of()),
            new Field("hours", 0, 23, List.of()),
            new Field("day of month", 1, 31, List.of()),
            new Field("month", 1, 12, MONTHS),
            new Field("day of week", 1, 7, DAYS),
            new Field("year", 1970, 2099, List.of()));

    /** Says why a part of the expression is wrong. */
    private static final class WrongCron extends Exception {
        WrongCron(String message) {
            super(message);
        }
    }

    private Crons() {}

    /** What is wrong with the expression, with the cure; empty where it is right and will fire. */
    public static Optional<String> check(String expression) {
        var parts = expression.strip().split("\\s+");
        if (parts.length < 6 || parts.length > 7) {
            return Optional.of(
                    "'" + expression + "' has " + parts.length
                            + " fields; a cron has seconds, minutes, hours, day of month, month, day of week, like 0 0 7 * * ?");
        }
        try {
            if (parts[DAY_OF_MONTH].equals("?") == parts[DAY_OF_WEEK].equals("?")) {
                throw new WrongCron("exactly one of day of month and day of week must be ?");
            }
            var values = new BitSet[parts.length];
            for (int i = 0; i < parts.length; i++) {
                values[i] = values(parts[i].toUpperCase(Locale.ROOT), i);
            }
            refuseNever(parts, values);
            return Optional.empty();
        } catch (WrongCron e) {
            return Optional.of("the cron '" + expression + "' is wrong: " + e.getMessage());
        }
    }

    private static BitSet values(String text, int position) throws WrongCron {
        var field = FIELDS.get(position);
        var values = new BitSet();
        if ((text.equals("?") && (position == DAY_OF_MONTH || position == DAY_OF_WEEK))
                || isSpecialDay(text, position)) {
            values.set(field.least, field.most + 1);
            return values;
        }
        for (var item : text.split(",", -1)) {
            add(item, field, values);
        }
        return values;
    }

    /** L, LW, L-3, 15W; and 6L, FRIL, 6#3 in the day of the week. */
    private static boolean isSpecialDay(String text, int position) {
        return switch (position) {
            case DAY_OF_MONTH -> text.matches("L|LW|L-([1-9]|[12]\\d|30)W?|([1-9]|[12]\\d|3[01])W");
            case DAY_OF_WEEK -> text.matches("L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])");
            default -> false;
        };
    }

    private static void add(String item, Field field, BitSet values) throws WrongCron {
        var step = item.split("/", -1);
        var ends = step[0].split("-", -1);
        if (step.length > 2 || ends.length > 2) {
            throw new WrongCron("'" + item + "' in " + field.name);
        }
        boolean all = step[0].equals("*");
        int from = all ? field.least : number(ends[0], field);
        int to = all || (ends.length == 1 && step.length == 2) ? field.most : number(ends[ends.length - 1], field);
        int every = step.length == 1 ? 1 : interval(step[1], field);
        int span = field.most - field.least + 1;
        // A range may run over the end, as in hours 22-4.
        int length = to >= from ? to - from : to - from + span;
        for (int offset = 0; offset <= length; offset += every) {
            values.set((from - field.least + offset) % span + field.least);
        }
    }

    private static int interval(String text, Field field) throws WrongCron {
        int most = field.most - field.least + 1;
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new WrongCron("the step '" + text + "' in " + field.name + " must be from 1 to " + most);
        }
        return Integer.parseInt(text);
    }

    private static int number(String text, Field field) throws WrongCron {
        int name = field.names.indexOf(text);
        if (name >= 0) {
            return field.least + name;
        }
        int number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
        if (number < field.least || number > field.most) {
            throw new WrongCron("'" + text + "' in " + field.name + " must be from " + field.least + " to " + field.most
                    + (field.names.isEmpty()
                            ? ""
                            : " or " + field.names.get(0) + " to " + field.names.get(field.names.size() - 1)));
        }
        return number;
    }

    private static void refuseNever(String[] parts, BitSet[] values) throws WrongCron {
        if (parts.length > YEAR
                && values[YEAR].length() <= Year.now(ZoneOffset.UTC).getValue()) {
            throw new WrongCron("it never fires, its last year is over");
        }
        int firstDay = values[DAY_OF_MONTH].nextSetBit(1);
        boolean comes = values[MONTH].stream().anyMatch(month -> Month.of(month).maxLength() >= firstDay);
        if (!comes) {
            throw new WrongCron("it never fires, no such month has a day " + firstDay);
        }
    }
}
