package dev.herald.registry;

/** The database did not do what was asked. Nothing has changed in memory; the message says why, and shows no secret. */
public final class RegistryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The database is away, or busy, for {@code reason}. */
    public RegistryUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Without a cause beside the words. */
    public RegistryUnavailableException(String reason) {
        super(reason);
    }
}
