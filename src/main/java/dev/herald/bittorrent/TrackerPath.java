package dev.herald.bittorrent;

/**
 * What the URL of a tracker request says: which request it is, and with which key.
 *
 * <p>The forms are {@code /announce}, {@code /announce/KEY} and {@code /KEY/announce}, with or without {@code .php} after
 * {@code announce} and a slash at the end, the same with {@code scrape}, {@code /KEY} alone for an announce, and
 * {@code ?passkey=KEY} behind any of them. A key in the path wins over one in the query, and of several in the query the last one does.
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

    private static final String PASSKEY = "passkey";
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
        return withPasskey(path(target, end), target, Math.min(end + 1, target.length()));
    }

    /** The same for a path and a query that have been separated; the query is empty if there is none. */
    public static TrackerPath parse(CharSequence path, CharSequence query) {
        return withPasskey(path(path, path.length()), query, 0);
    }

    private static TrackerPath path(CharSequence text, int length) {
        int end = length > 1 && text.charAt(length - 1) == '/' ? length - 1 : length;
        if (end < 2 || text.charAt(0) != '/') {
            return keyless(Kind.OTHER);
        }
        int slash = indexOf(text, '/', 1, end);
        Kind first = kind(text, 1, slash);
        if (slash == end) {
            return first == Kind.OTHER ? bareKey(text, end) : keyless(first);
        }
        boolean twoSegments = slash > 1 && slash + 1 < end && indexOf(text, '/', slash + 1, end) == end;
        if (!twoSegments) {
            return keyless(Kind.OTHER);
        }
        if (first != Kind.OTHER) {
            return new TrackerPath(first, key(text, slash + 1, end));
        }
        Kind second = kind(text, slash + 1, end);
        return second == Kind.OTHER ? keyless(second) : new TrackerPath(second, key(text, 1, slash));
    }

    /** A lone segment that cannot be a key is just another path, such as {@code /health_check}. */
    private static TrackerPath bareKey(CharSequence text, int end) {
        AccessKey key = key(text, 1, end);
        return key.equals(AccessKey.MALFORMED) ? keyless(Kind.OTHER) : new TrackerPath(Kind.ANNOUNCE, key);
    }

    private static TrackerPath withPasskey(TrackerPath path, CharSequence text, int queryStart) {
        if (!path.key.equals(AccessKey.NONE)) {
            return path;
        }
        AccessKey key = passkey(text, queryStart);
        return key.equals(AccessKey.NONE) ? path : new TrackerPath(path.kind, key);
    }

    private static AccessKey passkey(CharSequence text, int queryStart) {
        AccessKey key = AccessKey.NONE;
        if (text instanceof String string && string.indexOf(PASSKEY, queryStart) < 0) {
            return key;
        }
        int start = queryStart;
        while (start < text.length()) {
            int end = indexOf(text, '&', start, text.length());
            int value = start + PASSKEY.length() + 1;
            if (value <= end && text.charAt(value - 1) == '=' && same(text, start, value - 1, PASSKEY)) {
                key = key(text, value, end);
            }
            start = end + 1;
        }
        return key;
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
