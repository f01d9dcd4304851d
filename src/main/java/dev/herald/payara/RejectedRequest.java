package dev.herald.payara;

/** The head of a request that is not read any further; the container answers and closes the connection. */
final class RejectedRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Strangers cause these at will, so they have no stack trace. */
    RejectedRequest(String reason) {
        super(reason, null, false, false);
    }
}
