package dev.herald.conformance;

/** The tracker answered with a failure; the message is its reason, as the client read it. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    Refused(String reason) {
        super(reason);
    }
}
