package dev.herald.bittorrent;

/** An address family and the length of its compact peers. */
public enum Family {
    /** Compact peers of 6 bytes (BEP 23). */
    IPV4(4, "ipv4"),
    /** Compact peers of 18 bytes (BEP 7). */
    IPV6(16, "ipv6");

    private final int addressBytes;
    private final String label;

    Family(int addressBytes, String label) {
        this.addressBytes = addressBytes;
        this.label = label;
    }

    /** The name in metrics and the API: {@code ipv4} or {@code ipv6}. */
    public String label() {
        return label;
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
