package dev.herald.bittorrent;

import java.util.Arrays;
import java.util.List;

/** The known parameters in the query of a tracker URL, and the separators of parameters. */
public enum Parameter {
    INFO_HASH("info_hash"),
    PEER_ID("peer_id"),
    PORT("port"),
    LEFT("left"),
    UPLOADED("uploaded"),
    DOWNLOADED("downloaded"),
    EVENT("event"),
    NUMWANT("numwant"),
    COMPACT("compact"),
    NO_PEER_ID("no_peer_id"),
    PASSKEY("passkey"),
    /** Any other name. */
    OTHER("");

    /** An array, because a list would allocate an iterator for each name of each announce. */
    private static final Parameter[] KNOWN = Arrays.copyOf(values(), OTHER.ordinal());

    private final String text;

    Parameter(String text) {
        this.text = text;
    }

    /** The name on the wire, case-sensitive. */
    public String text() {
        return text;
    }

    /** All parameters except {@link #OTHER}. */
    public static List<Parameter> known() {
        return List.of(KNOWN);
    }

    /** The parameter whose name is {@code [from, to)} of the query, which has no escapes. */
    public static Parameter at(String query, int from, int to) {
        for (Parameter parameter : KNOWN) {
            if (parameter.text.length() == to - from && query.startsWith(parameter.text, from)) {
                return parameter;
            }
        }
        return OTHER;
    }

    /**
     * The index of the next separator from {@code from} on, or the end of the query. Separators are an ampersand, and a question mark before
     * a known name and an equals sign: some clients append {@code ?info_hash=} to an announce URL that has a query.
     */
    public static int nextSeparator(CharSequence query, int from) {
        for (int at = from; at < query.length(); at++) {
            char octet = query.charAt(at);
            if (octet == '&' || (octet == '?' && knownAt(query, at + 1))) {
                return at;
            }
        }
        return Math.max(from, query.length());
    }

    private static boolean knownAt(CharSequence query, int from) {
        for (Parameter parameter : KNOWN) {
            if (parameter.isAt(query, from)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this name and an equals sign are at {@code from}. */
    boolean isAt(CharSequence query, int from) {
        int equals = from + text.length();
        return equals < query.length() && query.charAt(equals) == '=' && startsWith(query, from, text);
    }

    /** Whether {@code word} is at {@code from} of a text that is long enough. */
    static boolean startsWith(CharSequence text, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (text.charAt(from + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
