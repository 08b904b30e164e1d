package dromos.screen;

import dromos.mail.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What programs of mass mailing leave in the header of a mail. */
final class BulkMarks {
    /** Fields that only campaigns carry, in the order of their names. */
    private static final List<String> CAMPAIGNS = List.of(
            "X-Abuse-Reports-To",
            "X-Campaign",
            "X-Campaign-Id",
            "X-CampaignId",
            "X-Campaignid",
            "X-CSA-Complaints",
            "X-CTCT-ID",
            "X-Cheetah-Campaign",
            "X-CRM-Campaign",
            "X-Dmsys-Campaign",
            "X-EM-Campaign",
            "X-EMV-CampagneId",
            "X-EMV-MemberId",
            "X-Episerver",
            "X-Eloqua-Campaign",
            "X-GetResponse",
            "X-HS-Campaign",
            "X-InxMail",
            "X-JobID",
            "X-Klaviyo-Campaign",
            "X-ListMember",
            "X-List-Unsubscribe",
            "X-Mailchimp-Id",
            "X-Mailer-RecptId",
            "X-MailingID",
            "X-Mailing-Id",
            "X-Mailin-Campaign",
            "X-Mailjet-Campaign",
            "X-Marketo",
            "X-MarketoID",
            "X-MC-User",
            "X-Mass-Mailing",
            "X-Newsletter",
            "X-Newsletter-Id",
            "X-phpList-version",
            "X-Roving-CampaignId",
            "X-Roving-ID",
            "X-rpcampaign",
            "X-Sailthru-Message-Id",
            "X-SFMC-Stack",
            "X-Sib-Id",
            "X-Ubivox-Campaign",
            "X-Zeta-Campaign");

    /**
     * Senders for hire, who send campaigns and the answers of help desks alike, and some the mail of people: bulk, unless
     * the mail answers another.
     */
    private static final List<String> SENDERS_FOR_HIRE = List.of(
            "CFBL-Address",
            "Feedback-ID",
            "X-Mailgun-Sid",
            "X-Mailgun-Tag",
            "X-Mailgun-Track",
            "X-Mailgun-Variables",
            "X-Mandrill-User",
            "X-MJ-Mid",
            "X-MSYS-API",
            "X-Mailin-EID",
            "X-PM-Message-Id",
            "X-SES-Outgoing",
            "X-SG-EID",
            "X-SG-ID",
            "X-SMTPAPI",
            "X-SparkPost");

    private static final Phrases PROGRAMS = Phrases.of("""
            any | phplist
            any | mailchimp
            any | acymailing
            any | sendblaster
            any | mailman
            any | listserv
            any | cleverreach
            any | getresponse
            any | campaign monitor
            any | constant contact
            any | mailpoet
            any | sendinblue
            any | newsletter
            """);

    private BulkMarks() {}

    /** In words what tells it; null where nothing does. */
    static @Nullable String find(Headers headers) {
        for (String field : CAMPAIGNS) {
            if (headers.has(field)) {
                return "the field " + field;
            }
        }
        boolean answers = headers.has("In-Reply-To") || headers.has("References");
        for (String field : SENDERS_FOR_HIRE) {
            if (headers.has(field) && !answers) {
                return "the field " + field + ", on a mail that answers none";
            }
        }
        var program = headers.first("X-Mailer");
        return program != null && PROGRAMS.isIn(Phrases.squeeze(program))
                ? "X-Mailer is a program of mass mailing"
                : null;
    }
}
