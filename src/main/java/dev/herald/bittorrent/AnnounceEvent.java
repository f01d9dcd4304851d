package dev.herald.bittorrent;

/** The event of an announce; the ordinal is the number on UDP (BEP 15, and 4 for BEP 21). */
public enum AnnounceEvent {
    /** A regular announce. */
    NONE,
    /** The download has finished. */
    COMPLETED,
    /** The first announce of a session. */
    STARTED,
    /** The last announce of a session. */
    STOPPED,
    /** The client is a partial seed: it is incomplete and needs no more data (BEP 21). */
    PAUSED;

    private static final AnnounceEvent[] BY_NUMBER = values();

    /** The event of a UDP number; {@link #NONE} for an unknown number. */
    public static AnnounceEvent ofNumber(int number) {
        return number > 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : NONE;
    }
}
