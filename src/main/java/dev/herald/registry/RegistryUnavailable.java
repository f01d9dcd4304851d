package dev.herald.registry;

/** The database did not do what was asked. Nothing has changed in memory; the message says why, and shows no secret. */
public final class RegistryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The database is away, or busy, for {@code reason}. */
    public RegistryUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Without a cause beside the words. */
    public RegistryUnavailable(String reason) {
        super(reason);
    }
}
