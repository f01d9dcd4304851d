package dev.herald.bittorrent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An IP address in its 16-byte form, IPv4 as {@code ::ffff:a.b.c.d}. An IPv4-mapped IPv6 address is an IPv4 address everywhere.
 *
 * @param high bytes 0 to 7, big-endian
 * @param low bytes 8 to 15
 */
public record Address(long high, long low) {

    private static final long MAPPED = 0x0000_ffff_0000_0000L;

    /** The IPv4 address of 32 bits. */
    public static Address ofIpv4(int bits) {
        return new Address(0, mapped(bits));
    }

    /** Bytes 8 to 15 of the IPv4 address of 32 bits; bytes 0 to 7 are 0. */
    public static long mapped(int bits) {
        return MAPPED | (bits & 0xffff_ffffL);
    }

    /**
     * The address of 4 or 16 bytes.
     *
     * @throws IllegalArgumentException for any other length
     */
    public static Address of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return switch (bytes.length) {
            case 4 -> ofIpv4(buffer.getInt());
            case 16 -> new Address(buffer.getLong(), buffer.getLong());
            default -> throw new IllegalArgumentException("an address is 4 or 16 bytes, not " + bytes.length);
        };
    }

    /** The address without its zone. */
    public static Address of(InetAddress address) {
        return of(address.getAddress());
    }

    /**
     * Parses a dotted quad, or IPv6 without brackets, zone or port (RFC 4291 section 2.2); empty for anything else. Never resolves a
     * name and never throws.
     */
    public static Optional<Address> parse(String text) {
        return AddressText.parse(text);
    }

    /** The family; an IPv4-mapped address is IPv4. */
    public Family family() {
        return family(high, low);
    }

    public static Family family(long high, long low) {
        return high == 0 && (low & 0xffff_ffff_0000_0000L) == MAPPED ? Family.IPV4 : Family.IPV6;
    }

    /** The 32 bits of an IPv4 address; undefined for IPv6. */
    public int ipv4() {
        return (int) low;
    }

    /** 4 or 16 bytes in network order. */
    public byte[] bytes() {
        return family() == Family.IPV4
                ? ByteBuffer.allocate(4).putInt(ipv4()).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** The same address for the JDK. Does not resolve a name. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new AssertionError("not 4 or 16 bytes", e);
        }
    }

    /**
     * Whether a peer can have this address: not unspecified, multicast, link-local IPv6 or broadcast. Private and loopback
     * addresses are allowed.
     */
    public boolean reachable() {
        return reachable(high, low);
    }

    static boolean reachable(long high, long low) {
        if (family(high, low) == Family.IPV4) {
            int bits = (int) low;
            return bits != 0 && bits >>> 24 < 224;
        }
        boolean unspecified = high == 0 && low == 0;
        boolean multicast = high >>> 56 == 0xff;
        boolean linkLocal = high >>> 54 == 0xfe80 >>> 6;
        return !unspecified && !multicast && !linkLocal;
    }

    /** A dotted quad, or IPv6 in the form of RFC 5952. */
    @Override
    public String toString() {
        byte[] text = new byte[AddressText.MAX_BYTES];
        int length = AddressText.write(family(), bytes(), 0, text, 0);
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }
}
