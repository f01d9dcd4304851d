package dev.herald.registry;

/** The database failed or is unavailable. Memory is unchanged. The message gives the reason and contains no secret. */
public final class RegistryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RegistryUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }

    public RegistryUnavailableException(String reason) {
        super(reason);
    }
}
