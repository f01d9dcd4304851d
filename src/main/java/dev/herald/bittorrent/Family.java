package dev.herald.bittorrent;

/** An address family and the length of its compact peers. */
public enum Family {
    /** Compact peers of 6 bytes (BEP 23). */
    IPV4(4),
    /** Compact peers of 18 bytes (BEP 7). */
    IPV6(16);

    private final int addressBytes;

    Family(int addressBytes) {
        this.addressBytes = addressBytes;
    }

    /** Length of an address in bytes. */
    public int addressBytes() {
        return addressBytes;
    }

    /** Length of a compact peer in bytes: address and 2 bytes of port. */
    public int peerBytes() {
        return addressBytes + 2;
    }

    /** The other family. */
    public Family other() {
        return this == IPV4 ? IPV6 : IPV4;
    }
}
