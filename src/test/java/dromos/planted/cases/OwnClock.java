package dromos.planted.cases;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;

record OwnClock(ZoneId zone) {
    Instant instant() {
        return Instant.now();
    }

    LocalDate day() {
        return LocalDate.now(zone);
    }

    long millis() {
        return System.currentTimeMillis();
    }

    InstantSource source() {
        return InstantSource.system();
    }

    @SuppressWarnings("JavaUtilDate")
    Date date() {
        return new Date();
    }
}
