package dev.herald.bittorrent;

/**
 * What the URL of a tracker request says: which request it is, and with which key.
 *
 * <p>The forms are {@code /announce}, {@code /announce/KEY} and {@code /KEY/announce}, with or without {@code .php} after
 * {@code announce}, the same with {@code scrape}, {@code /KEY} alone for an announce, and {@code ?passkey=KEY} behind any of
 * them. Empty path segments are ignored: {@code //KEY} is {@code /KEY}. A path without segments is an announce if the query has
 * {@code info_hash} or {@code passkey}. A key in the path wins over one in the query, and of several in the query the last one
 * does. In the query a question mark separates as {@link Parameter#separates} says.
 *
 * <p>A path of another form is {@link Kind#OTHER}. It may carry a passkey all the same, because the URLs of UDP (BEP 41) and
 * WebSocket trackers name no request: {@code udp://tracker.example:6969/?passkey=KEY}.
 *
 * @param kind the request that the path names
 * @param key the key, {@link AccessKey#NONE} if there is none
 */
public record TrackerPath(Kind kind, AccessKey key) {

    /** What a path names. */
    public enum Kind {
        /** An announce. */
        ANNOUNCE("announce"),
        /** A scrape. */
        SCRAPE("scrape"),
        /** Neither. */
        OTHER("");

        private final String word;
        private final String script;

        Kind(String word) {
            this.word = word;
            this.script = word + ".php";
        }
    }

    private static final TrackerPath[] KEYLESS = {
        new TrackerPath(Kind.ANNOUNCE, AccessKey.NONE),
        new TrackerPath(Kind.SCRAPE, AccessKey.NONE),
        new TrackerPath(Kind.OTHER, AccessKey.NONE)
    };

    /**
     * Reads a request target as it came over the wire, still percent-encoded: the path, and the query behind the first
     * question mark if there is one. Never throws, whatever the text.
     */
    public static TrackerPath parse(CharSequence target) {
        int end = indexOf(target, '?', 0, target.length());
        return parse(target, end, target, Math.min(end + 1, target.length()));
    }

    /** The same for a path and a query that have been separated; the query is empty if there is none. */
    public static TrackerPath parse(CharSequence path, CharSequence query) {
        return parse(path, path.length(), query, 0);
    }

    private static TrackerPath parse(CharSequence path, int pathEnd, CharSequence query, int queryStart) {
        TrackerPath named = path(path, pathEnd);
        if (!named.key.equals(AccessKey.NONE)) {
            return named;
        }
        AccessKey key = passkey(query, queryStart);
        boolean announces = hasNoSegment(path, pathEnd)
                && (value(Parameter.PASSKEY, query, queryStart) >= 0
                        || value(Parameter.INFO_HASH, query, queryStart) >= 0);
        Kind kind = announces ? Kind.ANNOUNCE : named.kind;
        return key.equals(AccessKey.NONE) ? keyless(kind) : new TrackerPath(kind, key);
    }

    private static TrackerPath path(CharSequence text, int length) {
        if (length == 0 || text.charAt(0) != '/') {
            return keyless(Kind.OTHER);
        }
        int first = afterSlashes(text, 0, length);
        if (first == length) {
            return keyless(Kind.OTHER);
        }
        int firstEnd = indexOf(text, '/', first, length);
        int second = afterSlashes(text, firstEnd, length);
        Kind kind = kind(text, first, firstEnd);
        if (second == length) {
            return kind == Kind.OTHER ? bareKey(text, first, firstEnd) : keyless(kind);
        }
        int secondEnd = indexOf(text, '/', second, length);
        if (afterSlashes(text, secondEnd, length) < length) {
            return keyless(Kind.OTHER);
        }
        if (kind != Kind.OTHER) {
            return new TrackerPath(kind, key(text, second, secondEnd));
        }
        Kind last = kind(text, second, secondEnd);
        return last == Kind.OTHER ? keyless(last) : new TrackerPath(last, key(text, first, firstEnd));
    }

    private static boolean hasNoSegment(CharSequence text, int length) {
        return length > 0 && text.charAt(0) == '/' && afterSlashes(text, 0, length) == length;
    }

    /** A lone segment that cannot be a key is just another path, such as {@code /health_check}. */
    private static TrackerPath bareKey(CharSequence text, int from, int to) {
        AccessKey key = key(text, from, to);
        return key.equals(AccessKey.MALFORMED) ? keyless(Kind.OTHER) : new TrackerPath(Kind.ANNOUNCE, key);
    }

    private static AccessKey passkey(CharSequence text, int queryStart) {
        int from = value(Parameter.PASSKEY, text, queryStart);
        AccessKey key = AccessKey.NONE;
        while (from >= 0) {
            int end = Parameter.nextSeparator(text, from);
            key = key(text, from, end);
            from = value(Parameter.PASSKEY, text, end + 1);
        }
        return key;
    }

    /** Where the value of the next parameter of that name begins, or -1 if there is none. */
    private static int value(Parameter parameter, CharSequence text, int queryStart) {
        if (text instanceof String string && string.indexOf(parameter.text(), queryStart) < 0) {
            return -1;
        }
        int start = queryStart;
        while (start < text.length()) {
            if (parameter.isAt(text, start)) {
                return start + parameter.text().length() + 1;
            }
            start = Parameter.nextSeparator(text, start) + 1;
        }
        return -1;
    }

    private static TrackerPath keyless(Kind kind) {
        return KEYLESS[kind.ordinal()];
    }

    private static Kind kind(CharSequence text, int from, int to) {
        if (named(text, from, to, Kind.ANNOUNCE)) {
            return Kind.ANNOUNCE;
        }
        return named(text, from, to, Kind.SCRAPE) ? Kind.SCRAPE : Kind.OTHER;
    }

    private static boolean named(CharSequence text, int from, int to, Kind kind) {
        return same(text, from, to, kind.word) || same(text, from, to, kind.script);
    }

    private static AccessKey key(CharSequence text, int from, int to) {
        String raw = text.subSequence(from, to).toString();
        return AccessKey.of(raw.indexOf('%') < 0 ? raw : unescaped(raw));
    }

    /** A bad escape is left as it stands; no key has a percent sign, so the result is malformed. */
    private static String unescaped(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' && i + 2 < raw.length()) {
                int high = hexDigit(raw.charAt(i + 1));
                int low = hexDigit(raw.charAt(i + 2));
                if (high >= 0 && low >= 0) {
                    c = (char) (high << 4 | low);
                    i += 2;
                }
            }
            text.append(c);
        }
        return text.toString();
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static boolean same(CharSequence text, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text.charAt(from + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int afterSlashes(CharSequence text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) == '/') {
            at++;
        }
        return at;
    }

    /** Where {@code c} first stands in that part of the text, or {@code to}. */
    private static int indexOf(CharSequence text, char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return to;
    }
}
