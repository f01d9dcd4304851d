package dev.herald.registry;

/** What text the database can keep, on every database alike. */
final class StorableText {

    /** The most characters (UTF-16) of a line: labels, reasons, names. */
    static final int LINE = 200;

    /** The most characters (UTF-16) of a note. */
    static final int NOTE = 2000;

    private StorableText() {}

    /**
     * Refuses what some database would refuse or change: too long a text, control characters and halves of surrogate pairs.
     *
     * @param what begins the message
     * @param lines whether line breaks and tabs are allowed
     * @throws IllegalArgumentException saying the rule, never the text
     */
    static void require(String text, String what, int most, boolean lines) {
        if (text.length() > most) {
            throw new IllegalArgumentException(
                    what + " must have at most " + most + " characters, but has " + text.length());
        }
        if (text.codePoints().anyMatch(point -> refused(point, lines))) {
            throw new IllegalArgumentException(what + " must have no control characters");
        }
    }

    private static boolean refused(int point, boolean lines) {
        boolean breaks = point == '\n' || point == '\r' || point == '\t';
        boolean control = Character.isISOControl(point) && !(lines && breaks);
        return control || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
