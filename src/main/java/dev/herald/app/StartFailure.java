package dev.herald.app;

/**
 * Herald cannot start, for a reason that the operator can do something about. The message is that reason on one line; there
 * is no stack trace, because it would only hide the line.
 */
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    StartFailure(String reason) {
        super(reason, null, false, false);
    }
}
