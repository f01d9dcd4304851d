package dev.herald.launcher;

/** Herald cannot start; the message is the one line that says why, and names what has to be changed. */
final class StartRefused extends Exception {

    private static final long serialVersionUID = 1;

    StartRefused(String line) {
        super(line, null, false, false);
    }

    /** {@code what} went wrong because of {@code cause}, whose own words are added. */
    StartRefused(String what, Exception cause) {
        this(what + ": " + Reasons.of(cause));
    }
}
