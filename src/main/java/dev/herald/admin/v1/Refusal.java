package dev.herald.admin.v1;

/** A request that is refused, in the words of Torrust where it has some. It has no stack trace: strangers decide how often it happens. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    private Refusal(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** What was sent cannot be understood. */
    static Refusal bad(String text) {
        return new Refusal(400, text);
    }

    /** There is nothing of that name; the answer has no body. */
    static Refusal notFound() {
        return new Refusal(404, "");
    }

    /** The body is longer than anybody needs. */
    static Refusal tooLong() {
        return new Refusal(413, "Failed to buffer the request body: length limit exceeded");
    }

    /** The body is not said to be JSON. */
    static Refusal notJson() {
        return new Refusal(415, "Expected request with `Content-Type: application/json`");
    }

    /** The body is JSON, and not what was asked for. */
    static Refusal unfit(String text) {
        return new Refusal(422, "Failed to deserialize the JSON body into the target type: " + text);
    }

    /** The tracker could not do it. */
    static Refusal failed(String what, String why) {
        return new Refusal(500, unhandled(what + ": " + why));
    }

    /** Who asks is not allowed to. Torrust's own status for that is 500, and its clients look for the text. */
    static Refusal unauthorized(String why) {
        return new Refusal(500, unhandled(why));
    }

    /** The token is valid, and not for this; Torrust has no such case. */
    static Refusal forbidden(String why) {
        return new Refusal(403, unhandled(why));
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
