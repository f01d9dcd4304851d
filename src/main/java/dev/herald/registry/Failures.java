package dev.herald.registry;

import java.sql.SQLException;

/** Turns what goes wrong below into words for operators. */
public final class Failures {

    private Failures() {}

    /** The failure of which {@code fault} is the outermost wrapping. */
    public static RegistryUnavailable of(Throwable fault) {
        Throwable cause = fault;
        SQLException sql = null;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof SQLException found) {
                sql = found;
            }
            cause = cause.getCause();
        }
        String reason = sql == null ? String.valueOf(fault.getMessage()) : String.valueOf(sql.getMessage());
        String line = reason.replaceAll("\\s*\\R\\s*", " ").strip();
        return new RegistryUnavailable("the database does not answer: " + line, fault);
    }
}
