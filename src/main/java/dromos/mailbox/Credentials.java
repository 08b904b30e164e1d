package dromos.mailbox;

import java.util.function.Supplier;

/** What a mailbox is opened with. The secret is asked for at each connect, so that it may change while we run. */
public sealed interface Credentials {

    /** A password, sent with AUTHENTICATE PLAIN where the server offers it, else with LOGIN. */
    record Password(Supplier<String> password) implements Credentials {
        @Override
        public String toString() {
            return "Password[***]";
        }
    }

    /** An OAuth 2 access token, sent with AUTHENTICATE XOAUTH2 and nothing else. */
    record OAuth2(Supplier<String> token) implements Credentials {
        @Override
        public String toString() {
            return "OAuth2[***]";
        }
    }
}
