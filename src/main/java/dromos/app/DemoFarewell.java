package dromos.app;

import java.io.IOException;

/** What somebody who has watched the demo can do next. */
record DemoFarewell(LocalMailServer server, Router router, DemoFiles files) {
    void tell(Console console, String support) throws IOException {
        var http = router.settings().http();
        console.text("""

                That was all by mail, and it goes on as long as you like. Join in:

                  Write     to %s, over SMTP 127.0.0.1:%d (no TLS, no password)
                  Read      any box over IMAP 127.0.0.1:%d: the user is the address, so is the password,
                            for instance giftcards@agora.example, or one of your own invention
                  Look      curl -H "Authorization: Bearer %s" http://127.0.0.1:%d/api/cases
                  Ask why   bin/dromos explain --demo TAG   (a tag is the word in brackets of a subject)
                  Change    config/ says who and what, routes/ says which way; stop, edit, start again

                The data are in %s and the log is demo.log there.
                Ctrl-C stops; the next start goes on with the same cases.""".formatted(
                        support, server.smtpPort(), server.imapPort(), files.httpKey(), http.port(), files.folder()));
    }
}
