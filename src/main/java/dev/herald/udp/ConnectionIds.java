package dev.herald.udp;

/**
 * The connection ids of BEP 15, which prove that a client receives datagrams at its source address.
 *
 * <p>Stateless: an id is a keyed hash of the address and the minute in which it was issued, and is computed again to verify it. It is valid
 * in that minute and the next two, 120 to 180 seconds, and in the minute before, because the clock of another server with the same key
 * may be ahead. The port is not hashed, because libtorrent uses one id for all its sockets.
 */
final class ConnectionIds {

    /** The first field of a connect request; never issued as an id. */
    static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;

    private static final int SLOT_SECONDS = 60;
    private static final int MAX_AGE = 2;

    private final SipHash hash;

    ConnectionIds(SipHash hash) {
        this.hash = hash;
    }

    /** Returns the id for an address at {@code second}. */
    long issue(long addressHigh, long addressLow, long second) {
        return id(addressHigh, addressLow, slot(second));
    }

    /** Returns whether {@code id} is valid for that address at {@code second}. */
    boolean accepts(long id, long addressHigh, long addressLow, long second) {
        long slot = slot(second);
        for (int age = 0; age <= MAX_AGE; age++) {
            if (id(addressHigh, addressLow, slot - age) == id) {
                return true;
            }
        }
        return id(addressHigh, addressLow, slot + 1) == id;
    }

    private long id(long addressHigh, long addressLow, long slot) {
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
