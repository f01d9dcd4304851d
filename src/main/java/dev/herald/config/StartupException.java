package dev.herald.config;

import java.io.UncheckedIOException;
import java.util.List;

/**
 * Herald cannot start, for reasons that the operator can do something about. The message is all of them on one line; there
 * is no stack trace, because it would only hide the line.
 */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    /** Herald cannot start because of {@code reason}, which is one line. */
    public StartupException(String reason) {
        this(List.of(reason));
    }

    /** Herald cannot start because of all these {@code reasons}, at least one, each of which is one line. */
    public StartupException(List<String> reasons) {
        super(String.join("; ", reasons), null, false, false);
        this.reasons = List.copyOf(reasons);
    }

    /** {@code what} went wrong because of {@code cause}, whose own words are added. */
    public StartupException(String what, Exception cause) {
        this(what + ": " + ErrorMessages.of(cause));
    }

    /** Each reason on a line of its own. */
    public List<String> reasons() {
        return reasons;
    }

    /** The reason in {@code fault}, whatever the container has wrapped around it. */
    public static StartupException because(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null && !says(cause)) {
            cause = cause.getCause();
        }
        String reason = says(cause) ? cause.getMessage() : cause.toString();
        return new StartupException(reason.replaceAll("\\s*\\R\\s*", " "));
    }

    /** Whether its message was written for operators: of refused settings, of refused addresses and files, and our own. */
    private static boolean says(Throwable cause) {
        boolean ours = cause instanceof StartupException
                || cause instanceof IllegalArgumentException
                || cause instanceof UncheckedIOException;
        return ours && cause.getMessage() != null;
    }
}
