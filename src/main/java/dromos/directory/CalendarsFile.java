package dromos.directory;

import dromos.directory.WorkingCalendar.Hours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code calendars.yaml}. */
final class CalendarsFile {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String SYNTAX = "write hours like 09:00-18:00, or 09:00-13:00 and 14:00-18:00 as a list";

    private CalendarsFile() {}

    static WorkingCalendar build(Item item) {
        var holidays = item.nodes("holidays").stream()
                .map(day -> Item.date(day, item.reading()))
                .collect(Collectors.toUnmodifiableSet());
        return new WorkingCalendar(item.text("name", ""), zone(item), hours(item), holidays);
    }

    private static ZoneId zone(Item item) {
        var name = item.text("zone", "UTC");
        if (!name.equals("UTC") && !ZoneId.getAvailableZoneIds().contains(name)) {
            @Nullable YamlNode node = item.node().get("zone");
            item.reading()
                    .problem(
                            node == null ? item.at() : node.at(),
                            "there is no time zone '" + name + "'"
                                    + Nearest.to(name, ZoneId.getAvailableZoneIds())
                                            .map(zone -> "; did you mean '" + zone + "'?")
                                            .orElse("; write it like Europe/Berlin"));
            return ZoneId.of("UTC");
        }
        return ZoneId.of(name);
    }

    private static Map<DayOfWeek, List<Hours>> hours(Item item) {
        var hours = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        @Nullable YamlNode table = item.node().get("hours");
        if (table == null) {
            return hours;
        }
        table.fields().forEach((days, spans) -> {
            var list = spans(spans, item.reading());
            for (var day : days(days, spans, item.reading())) {
                if (hours.putIfAbsent(day, list) != null) {
                    item.reading()
                            .problem(spans.keyAt(), "the hours of " + day + " are given twice; name each day once");
                }
            }
        });
        return hours;
    }

    private static List<DayOfWeek> days(String text, YamlNode spans, Reading reading) {
        var ends = text.split("-", 2);
        int first = DAYS.indexOf(ends[0]);
        int last = DAYS.indexOf(ends[ends.length - 1]);
        if (first < 0 || last < first) {
            reading.problem(
                    spans.keyAt(), "'" + text + "' is no day of the week; write mon ... sun, or a range like mon-fri");
            return List.of();
        }
        var days = new ArrayList<DayOfWeek>();
        for (int day = first; day <= last; day++) {
            days.add(DayOfWeek.of(day + 1));
        }
        return days;
    }

    private static List<Hours> spans(YamlNode node, Reading reading) {
        var spans = new ArrayList<Hours>();
        for (var span : node.listed()) {
            var ends = span.text().split("-", 2);
            try {
                var hours = new Hours(time(ends[0]), time(ends[ends.length - 1]));
                boolean endless = hours.to().equals(LocalTime.MIDNIGHT);
                boolean overlaps = !spans.isEmpty()
                        && (hours.from().isBefore(spans.get(spans.size() - 1).to())
                                || spans.get(spans.size() - 1).to().equals(LocalTime.MIDNIGHT));
                if (ends.length != 2 || !(endless || hours.from().isBefore(hours.to())) || overlaps) {
                    reading.problem(span.at(), "'" + span.text() + "' does not follow; " + SYNTAX + ", in order");
                }
                spans.add(hours);
            } catch (DateTimeException e) {
                reading.problem(span.at(), "'" + span.text() + "' are no hours; " + SYNTAX);
            }
        }
        return spans;
    }

    private static LocalTime time(String text) {
        var clock = text.strip();
        return clock.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(clock);
    }
}
