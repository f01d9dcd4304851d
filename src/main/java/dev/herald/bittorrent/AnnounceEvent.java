package dev.herald.bittorrent;

/** What a client says has happened, in the order of the numbers that UDP uses (BEP 15, and 4 for BEP 21). */
public enum AnnounceEvent {
    /** A regular announce. */
    NONE,
    /** The download has finished. */
    COMPLETED,
    /** The first announce of a session. */
    STARTED,
    /** The client leaves. */
    STOPPED,
    /** The client is a partial seed: it wants nothing more, but does not have all (BEP 21). */
    PAUSED;

    private static final AnnounceEvent[] BY_NUMBER = values();

    /** The event with this UDP number; a number that is not known means none. */
    public static AnnounceEvent ofNumber(int number) {
        return number > 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : NONE;
    }
}
