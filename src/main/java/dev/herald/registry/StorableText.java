package dev.herald.registry;

/** Checks that a text can be stored unchanged on every supported database. */
final class StorableText {

    /** The most UTF-16 characters of a line: labels, reasons, names. */
    static final int MAX_LINE = 200;

    /** The most UTF-16 characters of a note. */
    static final int MAX_NOTE = 2000;

    private StorableText() {}

    /**
     * Checks the length, and that there are no control characters or unpaired surrogates.
     *
     * @param what what the text is, at the beginning of the message
     * @param multiline whether line breaks and tabs are allowed
     * @throws IllegalArgumentException if a rule is violated; the message names it and omits the text
     */
    static void require(String text, String what, int max, boolean multiline) {
        if (text.length() > max) {
            throw new IllegalArgumentException(
                    what + " must have at most " + max + " characters, but has " + text.length());
        }
        if (text.codePoints().anyMatch(point -> isRejected(point, multiline))) {
            throw new IllegalArgumentException(what + " must have no control characters");
        }
    }

    private static boolean isRejected(int point, boolean multiline) {
        boolean breaks = point == '\n' || point == '\r' || point == '\t';
        boolean control = Character.isISOControl(point) && !(multiline && breaks);
        return control || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
