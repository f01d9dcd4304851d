package dev.herald.admin;

import dev.herald.registry.Scope;
import java.util.Locale;

/** A request is rejected because of its token, session or one-time code. Each API maps it to its own response. Has no stack trace: clients cause it. */
public final class TokenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why a request is rejected. */
    public enum Reason {
        /** The request has no token. */
        MISSING,
        /** The header {@code Authorization} has another scheme than Bearer. */
        OTHER_SCHEME,
        /** The token is empty, or the header {@code Authorization} occurs more than once. */
        MALFORMED,
        /** The token is unknown or has expired. */
        INVALID,
        /** The session of the cookie has ended. */
        SESSION_ENDED,
        /** The one-time code is wrong, was used, or has expired. */
        INVALID_CODE,
        /** The token is valid but lacks the required scope, which is the message. */
        MISSING_SCOPE
    }

    public TokenException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public TokenException(Scope missing) {
        super(missing.name().toLowerCase(Locale.ROOT), null, false, false);
        this.reason = Reason.MISSING_SCOPE;
    }

    public Reason reason() {
        return reason;
    }
}
