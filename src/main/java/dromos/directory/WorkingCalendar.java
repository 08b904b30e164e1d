package dromos.directory;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When people work, in their own zone. Working time passes only within the hours; an empty table means around the clock.
 *
 * @param hours by day of week, in order, without overlap
 */
public record WorkingCalendar(String name, ZoneId zone, Map<DayOfWeek, List<Hours>> hours, Set<LocalDate> holidays) {
    /** From inclusive, to exclusive; {@code to} of midnight is the end of the day. */
    public record Hours(LocalTime from, LocalTime to) {}

    /** The name of the calendar that every directory has, in which all time is working time. */
    public static final String AROUND_THE_CLOCK = "around-the-clock";

    private static final int DAYS_AHEAD = 400;

    public boolean isAroundTheClock() {
        return hours.isEmpty() && holidays.isEmpty();
    }

    /**
     * The instant at which that much working time has passed since the start.
     *
     * @throws IllegalStateException if the calendar has no working hour in the next 400 days
     */
    public Instant plus(Instant start, Duration workingTime) {
        if (isAroundTheClock()) {
            return start.plus(workingTime);
        }
        var left = workingTime;
        var day = start.atZone(zone).toLocalDate();
        for (int idleDays = 0; idleDays < DAYS_AHEAD; idleDays++, day = day.plusDays(1)) {
            for (var stretch : stretches(day)) {
                var from = stretch.from.isBefore(start) ? start : stretch.from;
                if (!from.isBefore(stretch.to)) {
                    continue;
                }
                var length = Duration.between(from, stretch.to);
                if (length.compareTo(left) >= 0) {
                    return from.plus(left);
                }
                left = left.minus(length);
                idleDays = 0;
            }
        }
        throw new IllegalStateException("calendar " + name + " has no working hours");
    }

    private record Stretch(Instant from, Instant to) {}

    private List<Stretch> stretches(LocalDate day) {
        if (holidays.contains(day)) {
            return List.of();
        }
        if (hours.isEmpty()) {
            return List.of(new Stretch(
                    day.atStartOfDay(zone).toInstant(),
                    day.plusDays(1).atStartOfDay(zone).toInstant()));
        }
        return hours.getOrDefault(day.getDayOfWeek(), List.of()).stream()
                .map(span -> new Stretch(
                        day.atTime(span.from).atZone(zone).toInstant(),
                        span.to.equals(LocalTime.MIDNIGHT)
                                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                                : day.atTime(span.to).atZone(zone).toInstant()))
                .toList();
    }
}
