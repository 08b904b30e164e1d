package dromos.mail;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.component.VTodo;
import biweekly.io.TimezoneInfo;
import biweekly.property.DateOrDateTimeProperty;
import biweekly.property.ValuedProperty;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells in a line each what appointments and tasks a calendar part (RFC 5545, 5546) is about, for readers whose mail
 * program or eye does not know calendars: {@code [REQUEST: Fitting, 2026-11-25 10:00 to 10:30 Europe/Berlin, at ...]}.
 */
final class Appointments {
    private static final int MOST = 5;
    private static final int LONGEST = 200;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    private Appointments() {}

    /** Lines of text; empty where there is no appointment, or nothing that can be read as a calendar. */
    static List<String> summaries(String calendar) {
        try {
            var whole = calendar.stripLeading().startsWith("BEGIN:VCALENDAR")
                    ? calendar
                    : "BEGIN:VCALENDAR\r\n" + calendar + "\r\nEND:VCALENDAR\r\n";
            return Biweekly.parse(withoutZones(whole)).all().stream()
                    .flatMap(each -> summaries(each).stream())
                    .limit(MOST)
                    .toList();
        } catch (RuntimeException notACalendar) {
            return List.of();
        }
    }

    /**
     * Without the definitions of time zones: their rules may recur every second for ten thousand years, and the library
     * follows them. What they are called is mostly a name that Java knows.
     */
    private static String withoutZones(String calendar) {
        var kept = new StringBuilder(calendar.length());
        boolean zone = false;
        for (var line : (Iterable<String>) calendar.lines()::iterator) {
            var upper = line.strip().toUpperCase(Locale.ROOT);
            zone |= upper.equals("BEGIN:VTIMEZONE");
            if (!zone) {
                kept.append(line).append("\r\n");
            }
            zone &= !upper.equals("END:VTIMEZONE");
        }
        return kept.toString();
    }

    private static List<String> summaries(ICalendar calendar) {
        var zones = calendar.getTimezoneInfo();
        var lines = new ArrayList<String>();
        var method = calendar.getMethod() == null ? "appointment" : text(calendar.getMethod());
        calendar.getEvents().stream().limit(MOST).forEach(event -> lines.add(line(method, event, zones)));
        calendar.getTodos().stream().limit(MOST).forEach(task -> lines.add(line(task, zones)));
        return lines;
    }

    private static String line(String method, VEvent event, TimezoneInfo zones) {
        var facts = new ArrayList<String>();
        facts.add(text(event.getSummary()));
        facts.add(span(event.getDateStart(), event.getDateEnd(), zones));
        facts.add(labelled("at ", text(event.getLocation())));
        var organizer = event.getOrganizer();
        if (organizer != null) {
            var name = organizer.getCommonName() == null ? organizer.getEmail() : organizer.getCommonName();
            facts.add(labelled("by ", line(name)));
        }
        return bracketed(method, facts);
    }

    private static String line(VTodo task, TimezoneInfo zones) {
        return bracketed("task", List.of(text(task.getSummary()), labelled("due ", instant(task.getDateDue(), zones))));
    }

    private static String bracketed(String label, List<String> facts) {
        return "[" + label + ": "
                + String.join(
                        ", ", facts.stream().filter(fact -> !fact.isEmpty()).toList())
                + "]";
    }

    private static String labelled(String label, String fact) {
        return fact.isEmpty() ? "" : label + fact;
    }

    private static String span(
            @Nullable DateOrDateTimeProperty start, @Nullable DateOrDateTimeProperty end, TimezoneInfo zones) {
        var from = instant(start, zones);
        var to = instant(end, zones);
        return from.isEmpty() || to.isEmpty() || from.equals(to) ? from : from + " to " + to;
    }

    /** As the calendar has it, with the zone that it names; a time without a zone means that of the place. */
    private static String instant(@Nullable DateOrDateTimeProperty property, TimezoneInfo zones) {
        var date = property == null ? null : property.getValue();
        if (property == null || date == null) {
            return "";
        }
        var written = date.getRawComponents();
        if (!date.hasTime() || written == null) {
            return DAY.format(date.toInstant().atZone(ZoneId.systemDefault()));
        }
        var local = "%04d-%02d-%02d %02d:%02d"
                .formatted(
                        written.getYear(),
                        written.getMonth(),
                        written.getDate(),
                        written.getHour(),
                        written.getMinute());
        return written.isUtc() ? local + " UTC" : (local + " " + zone(property, zones)).strip();
    }

    /** The library takes the names that it knows out of the parameters. */
    private static String zone(DateOrDateTimeProperty property, TimezoneInfo zones) {
        var known = zones.getTimezone(property);
        return line(
                known == null
                        ? property.getParameter("TZID")
                        : known.getTimeZone().getID());
    }

    private static String text(@Nullable ValuedProperty<String> property) {
        return property == null || property.getValue() == null ? "" : line(property.getValue());
    }

    private static String line(@Nullable String text) {
        return text == null ? "" : SafeText.line(text, LONGEST);
    }
}
