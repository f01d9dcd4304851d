package dev.herald.conformance;

/** The tracker rejected a request; the message is the failure text that the client received. */
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RejectedException(String reason) {
        super(reason);
    }
}
