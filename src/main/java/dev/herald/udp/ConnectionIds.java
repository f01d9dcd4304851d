package dev.herald.udp;

/**
 * The connection ids of BEP 15, which prove that a client receives what is sent to its address.
 *
 * <p>Nothing is remembered: an id is a keyed hash of the address and of the minute in which it was given out, so it can be
 * computed again when it comes back. It is good for that minute and the two that follow, 120 to 180 seconds, and in the minute
 * before, because the clock of another server with the same key may be ahead. The port is left out on purpose, because
 * libtorrent uses one id for all its sockets.
 */
final class ConnectionIds {

    /** First field of every connect request; no id may look like it. */
    static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;

    private static final int SLOT_SECONDS = 60;
    private static final int OLDEST = 2;
    private static final int NEXT = 1;

    private final SipHash hash;

    ConnectionIds(SipHash hash) {
        this.hash = hash;
    }

    /** The id for a client at that address that asks in {@code second}. */
    long issue(long addressHigh, long addressLow, long second) {
        return of(addressHigh, addressLow, slot(second));
    }

    /** Whether {@code id} was given to that address not too long before {@code second}. */
    boolean accepts(long id, long addressHigh, long addressLow, long second) {
        long slot = slot(second);
        for (int age = 0; age <= OLDEST; age++) {
            if (of(addressHigh, addressLow, slot - age) == id) {
                return true;
            }
        }
        return of(addressHigh, addressLow, slot + NEXT) == id;
    }

    private long of(long addressHigh, long addressLow, long slot) {
        return usable(hash.hash(addressHigh, addressLow, slot));
    }

    /** Clients take 0 for a failure, and the protocol id would make an announce look like a connect. */
    static long usable(long id) {
        return id == 0 || id == PROTOCOL_ID ? ~id : id;
    }

    private static long slot(long second) {
        return Math.floorDiv(second, SLOT_SECONDS);
    }
}
