package dev.herald.app;

import java.io.UncheckedIOException;

/**
 * Herald cannot start, for a reason that the operator can do something about. The message is that reason on one line; there
 * is no stack trace, because it would only hide the line.
 */
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Herald cannot start because of {@code reason}, which is one line. */
    public StartFailure(String reason) {
        super(reason, null, false, false);
    }

    /** {@code what} went wrong because of {@code cause}, whose own words are added. */
    public StartFailure(String what, Exception cause) {
        this(what + ": " + Reasons.of(cause));
    }

    /** The reason in {@code fault}, whatever the container has wrapped around it. */
    static StartFailure because(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null && !says(cause)) {
            cause = cause.getCause();
        }
        String reason = says(cause) ? cause.getMessage() : cause.toString();
        return new StartFailure(reason.replaceAll("\\s*\\R\\s*", " "));
    }

    /** Whether its message was written for operators: of refused settings, of refused addresses and files, and our own. */
    private static boolean says(Throwable cause) {
        boolean ours = cause instanceof StartFailure
                || cause instanceof IllegalArgumentException
                || cause instanceof UncheckedIOException;
        return ours && cause.getMessage() != null;
    }
}
