package dromos.store;

import dromos.mail.Picture;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The pictures below consultants' answers as they were when a letter was written. Each is kept once, however many
 * letters show it, and stays whatever the configuration says later.
 */
public final class FooterPictures {
    private final JdbcClient jdbc;

    public FooterPictures(Database database) {
        this.jdbc = database.jdbc();
    }

    /** Keeps the picture within the transaction of the caller, unless it is kept already. */
    public void keep(Picture picture) {
        // Asked first, so that the bytes travel to the database once and not with every letter.
        boolean kept = jdbc.sql("select exists (select from footer_picture where digest = ?)")
                .param(picture.digest())
                .query(Boolean.class)
                .single();
        if (!kept) {
            jdbc.sql("insert into footer_picture (digest, bytes) values (?, ?) on conflict do nothing")
                    .params(picture.digest(), picture.bytes())
                    .update();
        }
    }

    /** The picture that a row of the outbox names, which is therefore kept. */
    public Picture picture(String digest) {
        return jdbc.sql("select bytes from footer_picture where digest = ?")
                .param(digest)
                .query((row, i) -> row.getBytes(1))
                .optional()
                .flatMap(Picture::of)
                .orElseThrow(() -> new IllegalStateException("the footer's picture " + digest + " is not kept"));
    }
}
