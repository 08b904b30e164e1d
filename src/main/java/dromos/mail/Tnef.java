package dromos.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.swing.text.BadLocationException;
import javax.swing.text.DefaultStyledDocument;
import javax.swing.text.rtf.RTFEditorKit;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hmef.attribute.MAPIStringAttribute;
import org.apache.poi.hmef.attribute.TNEFAttribute;
import org.apache.poi.hmef.attribute.TNEFProperty;
import org.apache.poi.hsmf.datatypes.MAPIProperty;
import org.jspecify.annotations.Nullable;

/** Unpacks {@code winmail.dat}, the wrapping that Outlook puts around attachments and formatted texts (MS-OXTNEF). */
final class Tnef {
    /** Bytes of one attribute; the whole is bounded before it comes here. */
    private static final int LARGEST = 32 * 1024 * 1024;

    /** Bytes of one property. Compressed text among them grows to eight times its size. */
    private static final int LARGEST_PROPERTY = 8 * 1024 * 1024;

    /** Letters. The parser's time grows faster than its input. */
    private static final int LONGEST_RTF = 128 * 1024;

    private static final String TYPE = "application/ms-tnef";

    /** Identifies an attached message, which is TNEF again (MS-OXTNEF section 2.1.3.4.2). */
    private static final byte[] MESSAGE = HexFormat.of().parseHex("0703020000000000c000000000000046");

    /** Identifies an attached object of another program. */
    private static final byte[] STORAGE = HexFormat.of().parseHex("0b00000000000000c000000000000046");

    private Tnef() {}

    static boolean isTnef(MimePart part) {
        var name = part.fileName();
        return part.type().equals(TYPE)
                || part.type().equals("application/vnd.ms-tnef")
                || (name != null && name.strip().equalsIgnoreCase("winmail.dat"));
    }

    /**
     * The text in it, if any, and the files in it.
     *
     * @throws IOException where it is damaged
     */
    static List<MimePart> unpack(MimePart part, byte[] body) throws IOException {
        TNEFAttribute.setMaxRecordLength(LARGEST);
        MAPIAttribute.setMaxRecordLength(LARGEST_PROPERTY);
        try {
            var message = new HMEFMessage(new ByteArrayInputStream(body));
            var parts = new ArrayList<MimePart>();
            var text = text(part, message);
            if (text != null) {
                parts.add(text);
            }
            for (var attachment : message.getAttachments()) {
                var file = file(part, attachment);
                if (file != null) {
                    parts.add(file);
                }
            }
            return parts;
        } catch (RuntimeException damaged) {
            throw new IOException("damaged TNEF", damaged);
        }
    }

    private static @Nullable MimePart file(MimePart part, Attachment attachment) {
        var data = data(attachment);
        if (data == null) {
            return null;
        }
        boolean message = startsWith(data, MESSAGE);
        boolean object = message || startsWith(data, STORAGE);
        var type = string(attachment.getMAPIAttribute(MAPIProperty.ATTACH_MIME_TAG));
        var contentId = string(attachment.getMAPIAttribute(MAPIProperty.ATTACH_CONTENT_ID));
        var name = attachment.getLongFilename();
        name = name == null ? attachment.getFilename() : name;
        var headers = Headers.of(
                "Content-Type", message ? TYPE : type == null ? "application/octet-stream" : type,
                "Content-Disposition", contentId == null ? "attachment" : "inline",
                "Content-ID", contentId == null ? "" : contentId);
        var file = MimePart.unpacked(part, headers, data, object ? MESSAGE.length : 0, data.length);
        return name == null ? file : file.named(withoutNul(name));
    }

    private static byte @Nullable [] data(Attachment attachment) {
        if (attachment.getAttribute(TNEFProperty.ID_ATTACHDATA) != null) {
            return attachment.getContents();
        }
        var data = attachment.getMAPIAttribute(MAPIProperty.ATTACH_DATA);
        return data == null ? null : data.getData();
    }

    private static boolean startsWith(byte[] data, byte[] beginning) {
        return data.length > beginning.length
                && Arrays.equals(data, 0, beginning.length, beginning, 0, beginning.length);
    }

    /** The text in the form that reads best. */
    private static @Nullable MimePart text(MimePart part, HMEFMessage message) {
        var html = message.getMessageMAPIAttribute(MAPIProperty.BODY_HTML);
        if (html != null) {
            return MimePart.unpacked(part, Headers.of("Content-Type", "text/html"), html.getData());
        }
        var plain = string(message.getMessageMAPIAttribute(MAPIProperty.BODY));
        var rtf = message.getBody();
        var text = plain == null || plain.isBlank() ? textOfRtf(rtf) : plain;
        if (text != null && !text.isBlank()) {
            var headers = Headers.of("Content-Type", "text/plain; charset=UTF-8");
            return MimePart.unpacked(part, headers, text.getBytes(StandardCharsets.UTF_8));
        }
        return rtf == null || rtf.isBlank() ? null : rtfFile(part, rtf);
    }

    /** What cannot be read as text is at least kept. */
    private static MimePart rtfFile(MimePart part, String rtf) {
        var headers = Headers.of("Content-Type", "application/rtf", "Content-Disposition", "attachment");
        return MimePart.unpacked(part, headers, rtf.getBytes(StandardCharsets.ISO_8859_1))
                .named("message.rtf");
    }

    private static @Nullable String textOfRtf(@Nullable String rtf) {
        if (rtf == null
                || rtf.length() > LONGEST_RTF
                || !rtf.stripLeading().toLowerCase(Locale.ROOT).startsWith("{\\rtf")) {
            return null;
        }
        try {
            var document = new DefaultStyledDocument();
            new RTFEditorKit().read(new StringReader(rtf), document, 0);
            return document.getText(0, document.getLength());
        } catch (IOException | BadLocationException | RuntimeException unreadable) {
            return null;
        }
    }

    private static @Nullable String string(@Nullable MAPIAttribute attribute) {
        return attribute == null ? null : withoutNul(MAPIStringAttribute.getAsString(attribute));
    }

    private static String withoutNul(String text) {
        return text.replace("\0", "").strip();
    }
}
