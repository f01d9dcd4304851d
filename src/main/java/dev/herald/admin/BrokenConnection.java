package dev.herald.admin;

import java.io.IOException;

/** Tells failures that clients cause by going away, of which no log needs to speak, from those of Herald. */
public final class BrokenConnection {

    private BrokenConnection() {}

    /** Whether a failure began with an {@link IOException}: the APIs read and write nothing but connections. */
    public static boolean caused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
