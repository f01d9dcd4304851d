package dev.herald.bittorrent;

import java.util.Optional;

/**
 * A network in CIDR notation such as {@code 10.0.0.0/8} (RFC 4632).
 *
 * @param base the first address; the bits behind the prefix are cleared, so {@code 10.1.2.3/8} is {@code 10.0.0.0/8}
 * @param prefixBits the length of the prefix: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Network(Address base, int prefixBits) {

    /** Bits before an IPv4 address in its 16-byte form. */
    private static final int MAPPED_BITS = 96;

    /** Validates the length of the prefix. */
    public Network {
        int max = base.family().addressBytes() * 8;
        if (prefixBits < 0 || prefixBits > max) {
            throw new IllegalArgumentException("prefix must be 0 to " + max + " bits, but is " + prefixBits);
        }
        base = cleared(base, prefixBits + wideBits(base));
    }

    /** Parses {@code address/bits}, or an address, which is a network of one; empty for anything else. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<Address> address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int max = address.get().family().addressBytes() * 8;
        int bits = slash < 0 ? max : bits(text, slash + 1);
        return bits < 0 || bits > max ? Optional.empty() : Optional.of(new Network(address.get(), bits));
    }

    /** Whether the network contains the address. An IPv6 network contains no IPv4 address, not even {@code ::/0}. */
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

    /** A mask of the upper {@code bits} bits: none if negative, all from 64 on. */
    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= 64 ? -1 : -1L << (64 - bits);
    }

    /** The number of one to three digits from {@code from} to the end, or -1. */
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

    /** The form that {@link #parse} accepts. */
    @Override
    public String toString() {
        return base + "/" + prefixBits;
    }
}
