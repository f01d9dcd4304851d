package dev.herald.config;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Herald cannot start for reasons that the operator can fix. The message has all of them on one line. There is no stack trace. */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    /** Takes one reason, of one line. */
    public StartupException(String reason) {
        this(List.of(reason));
    }

    /** Takes at least one reason, of one line each. */
    public StartupException(List<String> reasons) {
        super(String.join("; ", reasons), null, false, false);
        this.reasons = List.copyOf(reasons);
    }

    /** Takes what failed and appends the message of its cause. */
    public StartupException(String what, Exception cause) {
        this(what + ": " + message(cause));
    }

    /** Returns the message of an exception for operators, on one line. */
    static String message(Exception exception) {
        if (exception instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (exception instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (exception instanceof FileAlreadyExistsException) {
            return "a file of that name exists";
        }
        if (exception instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return String.valueOf(exception.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }

    /** Returns the reasons, of one line each. */
    public List<String> reasons() {
        return reasons;
    }

    /** Finds the message for the operator in the causes of an exception, which the container may have wrapped. */
    public static StartupException causedBy(Throwable exception) {
        Throwable cause = exception;
        while (cause.getCause() != null && !isForOperators(cause)) {
            cause = cause.getCause();
        }
        String reason = isForOperators(cause) ? cause.getMessage() : cause.toString();
        return new StartupException(reason.replaceAll("\\s*\\R\\s*", " "));
    }

    /** Returns whether the message is for operators: about rejected settings, addresses or files. */
    private static boolean isForOperators(Throwable cause) {
        boolean known = cause instanceof StartupException
                || cause instanceof IllegalArgumentException
                || cause instanceof UncheckedIOException;
        return known && cause.getMessage() != null;
    }
}
