package dromos.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Exception;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.jspecify.annotations.Nullable;

/**
 * Takes the signed mail out of an opaque S/MIME signature (RFC 8551 section 3.5.2), in which it is packed so that only
 * programs that know S/MIME can read it. The signature itself is not judged: that is the receiving server's work.
 */
final class OpaqueSignature {
    private static final Set<String> TYPES = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");

    private OpaqueSignature() {}

    static boolean isPkcs7(MimePart part) {
        var name = part.fileName();
        return TYPES.contains(part.type())
                || (part.type().equals("application/octet-stream")
                        && name != null
                        && name.strip().toLowerCase(Locale.ROOT).endsWith(".p7m"));
    }

    /**
     * The bytes of the signed mail (a MIME entity); null where it is encrypted.
     *
     * @throws IOException where it is damaged, or is neither
     */
    static byte @Nullable [] signedContent(byte[] pkcs7) throws IOException {
        try {
            var info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(pkcs7));
            if (CMSObjectIdentifiers.envelopedData.equals(info.getContentType())
                    || CMSObjectIdentifiers.authEnvelopedData.equals(info.getContentType())) {
                return null;
            }
            var content = new CMSSignedData(info).getSignedContent();
            if (content == null) {
                throw new IOException("a signature without the text that it signs");
            }
            var bytes = new ByteArrayOutputStream();
            content.write(bytes);
            return bytes.toByteArray();
        } catch (CMSException | ASN1Exception | RuntimeException | StackOverflowError damaged) {
            // The parser descends into sequences as deep as somebody nests them.
            throw new IOException("damaged PKCS #7", damaged);
        }
    }
}
