package dev.herald.bittorrent;

import java.util.Optional;

/**
 * All addresses of one family that begin with the same bits, in CIDR notation such as {@code 10.0.0.0/8} (RFC 4632).
 *
 * @param base the first address; bits behind the prefix are cleared, so {@code 10.1.2.3/8} is {@code 10.0.0.0/8}
 * @param prefixBits how many leading bits count: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Network(Address base, int prefixBits) {

    /** Bits before an IPv4 address in its 16-byte form. */
    private static final int MAPPED_BITS = 96;

    /** Refuses a prefix that is longer than the address. */
    public Network {
        int most = base.family().addressBytes() * 8;
        if (prefixBits < 0 || prefixBits > most) {
            throw new IllegalArgumentException("a prefix is from 0 to " + most + " bits, not " + prefixBits);
        }
        base = cleared(base, prefixBits + wideBits(base));
    }

    /** Reads {@code address/bits}, or a bare address, which is a network of one; empty for anything else. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<Address> address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int most = address.get().family().addressBytes() * 8;
        int bits = slash < 0 ? most : bits(text, slash + 1);
        return bits < 0 || bits > most ? Optional.empty() : Optional.of(new Network(address.get(), bits));
    }

    /** Whether {@code address} is one of this network's. An IPv6 network holds no IPv4 address, not even {@code ::/0}. */
    public boolean contains(Address address) {
        return address.family() == base.family()
                && cleared(address, prefixBits + wideBits(base)).equals(base);
    }

    private static int wideBits(Address address) {
        return address.family() == Family.IPV4 ? MAPPED_BITS : 0;
    }

    private static Address cleared(Address address, int bits) {
        return new Address(address.high() & mask(bits), address.low() & mask(bits - 64));
    }

    /** A word whose first {@code bits} bits are set; none if negative, all from 64. */
    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= 64 ? -1 : -1L << (64 - bits);
    }

    /** The number of one to three digits from there to the end, or -1. */
    private static int bits(String text, int from) {
        int length = text.length() - from;
        if (length < 1 || length > 3) {
            return -1;
        }
        int bits = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            bits = bits * 10 + digit;
        }
        return bits;
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return base + "/" + prefixBits;
    }
}
