package dev.herald.admin.torrust;

/** A request that is refused, in the words of Torrust where it has some. It has no stack trace: strangers decide how often it happens. */
final class TorrustException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    private TorrustException(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** What was sent cannot be understood. */
    static TorrustException bad(String text) {
        return new TorrustException(400, text);
    }

    /** There is nothing of that name; the answer has no body. */
    static TorrustException notFound() {
        return new TorrustException(404, "");
    }

    /** The body is longer than anybody needs. */
    static TorrustException tooLong() {
        return new TorrustException(413, "Failed to buffer the request body: length limit exceeded");
    }

    /** The body is not said to be JSON. */
    static TorrustException notJson() {
        return new TorrustException(415, "Expected request with `Content-Type: application/json`");
    }

    /** The body is JSON, and not what was asked for. */
    static TorrustException unfit(String text) {
        return new TorrustException(422, "Failed to deserialize the JSON body into the target type: " + text);
    }

    /** The tracker could not do it. */
    static TorrustException failed(String what, String why) {
        return new TorrustException(500, unhandled(what + ": " + why));
    }

    /** Who asks is not allowed to. Torrust's own status for that is 500, and its clients look for the text. */
    static TorrustException unauthorized(String why) {
        return new TorrustException(500, unhandled(why));
    }

    /** The token is valid, and not for this; Torrust has no such case. */
    static TorrustException forbidden(String why) {
        return new TorrustException(403, unhandled(why));
    }

    /** As Rust shows an error: in quotes, with a backslash before quotes within. */
    static String unhandled(String reason) {
        String quoted = reason.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return "Unhandled rejection: Err { reason: \"" + quoted + "\" }";
    }
}
