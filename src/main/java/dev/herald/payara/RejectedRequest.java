package dev.herald.payara;

/** Thrown from a Grizzly probe to reject a request. Grizzly answers it and closes the connection. */
final class RejectedRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Has no stack trace, because clients can cause it at will. */
    RejectedRequest(String reason) {
        super(reason, null, false, false);
    }
}
