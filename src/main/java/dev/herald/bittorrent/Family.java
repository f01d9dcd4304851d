package dev.herald.bittorrent;

/** An address family, and how long its peers are in compact form. */
public enum Family {
    /** Six bytes a peer: address and port (BEP 23). */
    IPV4(4),
    /** Eighteen bytes a peer: address and port (BEP 7). */
    IPV6(16);

    private final int addressBytes;

    Family(int addressBytes) {
        this.addressBytes = addressBytes;
    }

    /** Length of an address in bytes. */
    public int addressBytes() {
        return addressBytes;
    }

    /** Length of a compact peer in bytes: the address and a port of two. */
    public int peerBytes() {
        return addressBytes + 2;
    }

    /** The other one. */
    public Family other() {
        return this == IPV4 ? IPV6 : IPV4;
    }
}
