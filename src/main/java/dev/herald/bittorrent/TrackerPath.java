package dev.herald.bittorrent;

/**
 * The kind of request and the access key in the URL of a tracker request.
 *
 * <p>The forms are {@code /announce}, {@code /announce/KEY} and {@code /KEY/announce}, with or without {@code .php} after
 * {@code announce}, the same with {@code scrape}, {@code /KEY} alone for an announce, and {@code ?passkey=KEY} behind any of
 * them. Empty path segments are ignored: {@code //KEY} is {@code /KEY}. A path without segments is an announce if the query has
 * {@code info_hash} or {@code passkey}. A key in the path takes precedence over one in the query, and the last one in the query over
 * those before it. A question mark in the query separates parameters as in {@link Parameter#nextSeparator}.
 *
 * <p>A path of another form is {@link Kind#OTHER}. It may have a passkey, because the URLs of UDP (BEP 41) and
 * WebSocket trackers have no path: {@code udp://tracker.example:6969/?passkey=KEY}.
 *
 * @param kind the kind of request
 * @param key the key, or {@link AccessKey#NONE}
 */
public record TrackerPath(Kind kind, AccessKey key) {

    /** The kind of request. */
    public enum Kind {
        /** An announce. */
        ANNOUNCE("announce"),
        /** A scrape. */
        SCRAPE("scrape"),
        /** Any other path. */
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
     * Parses a percent-encoded request target: the path, and the query behind the first question mark if there is one. Never
     * throws.
     */
    public static TrackerPath parse(CharSequence target) {
        int end = indexOf(target, '?', 0, target.length());
        return parse(target, end, target, Math.min(end + 1, target.length()));
    }

    /** Parses a percent-encoded path and query; the query is empty if there is none. */
    public static TrackerPath parse(CharSequence path, CharSequence query) {
        return parse(path, path.length(), query, 0);
    }

    private static TrackerPath parse(CharSequence path, int pathEnd, CharSequence query, int queryStart) {
        TrackerPath named = path(path, pathEnd);
        if (!named.key.equals(AccessKey.NONE)) {
            return named;
        }
        AccessKey key = passkey(query, queryStart);
        boolean hasNoSegment = pathEnd > 0 && afterSlashes(path, 0, pathEnd) == pathEnd;
        boolean isAnnounce = hasNoSegment
                && (value(Parameter.PASSKEY, query, queryStart) >= 0
                        || value(Parameter.INFO_HASH, query, queryStart) >= 0);
        Kind kind = isAnnounce ? Kind.ANNOUNCE : named.kind;
        return key.equals(AccessKey.NONE) ? keyless(kind) : new TrackerPath(kind, key);
    }

    private static TrackerPath path(CharSequence text, int length) {
        int first = afterSlashes(text, 0, length);
        if (first == 0 || first == length) {
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

    /** A single segment that is not a key is another path, such as {@code /health_check}. */
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

    /** The begin of the value of the next such parameter, or -1. */
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
        for (TrackerPath keyless : KEYLESS) {
            Kind kind = keyless.kind;
            if (same(text, from, to, kind.word) || same(text, from, to, kind.script)) {
                return kind;
            }
        }
        return Kind.OTHER;
    }

    private static AccessKey key(CharSequence text, int from, int to) {
        String raw = text.subSequence(from, to).toString();
        return AccessKey.of(raw.indexOf('%') < 0 ? raw : PercentEncoding.decode(raw, false));
    }

    private static boolean same(CharSequence text, int from, int to, String word) {
        return to - from == word.length() && Parameter.startsWith(text, from, word);
    }

    private static int afterSlashes(CharSequence text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) == '/') {
            at++;
        }
        return at;
    }

    /** The index of the first {@code c} in {@code [from, to)}, or {@code to}. */
    private static int indexOf(CharSequence text, char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return to;
    }
}
