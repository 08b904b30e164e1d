package dromos.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dromos.testing.Corpora;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class AppointmentsTest {
    private static final String INVITATION = """
            BEGIN:VCALENDAR
            VERSION:2.0
            METHOD:REQUEST
            BEGIN:VEVENT
            UID:1
            SUMMARY:Fitting of the suit
            DTSTART:20261125T090000Z
            DTEND:20261125T093000Z
            LOCATION:Shop 12
            ORGANIZER;CN=Ann Tailor:mailto:ann@tailor.test
            END:VEVENT
            END:VCALENDAR
            """;

    @Test
    void anInvitationIsToldInALine() {
        assertThat(Appointments.summaries(INVITATION))
                .containsExactly(
                        "[REQUEST: Fitting of the suit, 2026-11-25 09:00 UTC to 2026-11-25 09:30 UTC, at Shop 12,"
                                + " by Ann Tailor]");
    }

    @Test
    void theTextOfAMailTellsItsAppointmentAndTheCalendarIsKept() {
        var raw = "From: a@b.test\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nSee you!\n--b\n"
                + "Content-Type: text/calendar; method=REQUEST\n\n" + INVITATION + "--b--\n";
        var mail = new MailReader().read(RawMail.of(raw.getBytes(StandardCharsets.UTF_8)));
        assertThat(mail.text()).startsWith("See you!").contains("[REQUEST: Fitting of the suit");
        assertThat(mail.reply()).isEqualTo("See you!");
        assertThat(mail.attachments()).extracting(Attachment::type).containsExactly("text/calendar");
    }

    @Test
    void aTimeIsToldInTheZoneThatTheCalendarNames() {
        var local = INVITATION.replace("DTSTART:20261125T090000Z", "DTSTART;TZID=Europe/Berlin:20261125T100000");
        assertThat(Appointments.summaries(local))
                .singleElement()
                .asString()
                .contains("2026-11-25 10:00 Europe/Berlin to 2026-11-25 09:30 UTC");
    }

    @Test
    void aZoneThatChangesEveryHourForEverCostsNothing() {
        var zone = """
                BEGIN:VTIMEZONE
                TZID:bomb
                BEGIN:STANDARD
                DTSTART:19700101T000000
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0000
                RRULE:FREQ=HOURLY
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT""";
        var bomb = INVITATION
                .replace("BEGIN:VEVENT", zone)
                .replace("DTSTART:20261125T090000Z", "DTSTART;TZID=bomb:99981125T090000");
        assertThat(Appointments.summaries(bomb)).singleElement().asString().contains("9998-11-25 09:00 bomb");
    }

    @Test
    void aTextThatIsNoCalendarHasNoAppointment() {
        assertThat(Appointments.summaries("BEGIN:VEVENT nothing")).isEmpty();
        assertThat(Appointments.summaries("")).isEmpty();
    }

    @Test
    void calendarsOfAllKindsAreReadWithoutFailing() throws Exception {
        var silent = new ArrayList<String>();
        int all = 0;
        try (var files = Files.list(Corpora.folder("ics"))) {
            for (var file : files.filter(each -> each.toString().endsWith(".ics"))
                    .sorted()
                    .toList()) {
                all++;
                var calendar = Files.readString(file, StandardCharsets.ISO_8859_1);
                boolean tells = calendar.contains("BEGIN:VEVENT") || calendar.contains("BEGIN:VTODO");
                if (tells && Appointments.summaries(calendar).isEmpty()) {
                    silent.add(file.getFileName().toString());
                }
            }
        }
        System.out.printf("ics: %d calendars; appointments that are not told: %s%n", all, silent);
        assertThat(silent.size() * 20).isLessThanOrEqualTo(all);
    }
}
