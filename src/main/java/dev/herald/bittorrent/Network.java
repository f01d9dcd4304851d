package dev.herald.bittorrent;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation such as {@code 10.0.0.0/8} (RFC 4632).
 *
 * @param base the first address; the bits behind the prefix are cleared, so {@code 10.1.2.3/8} is {@code 10.0.0.0/8}
 * @param prefixBits the length of the prefix: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Network(Address base, int prefixBits) {

    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

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
        String bits = slash < 0 ? Integer.toString(max) : text.substring(slash + 1);
        return BITS.matcher(bits).matches() && Integer.parseInt(bits) <= max
                ? Optional.of(new Network(address.get(), Integer.parseInt(bits)))
                : Optional.empty();
    }

    /**
     * Parses the networks of a setting.
     *
     * @throws IllegalArgumentException if a text is not a network, naming the setting
     */
    public static List<Network> parseAll(String setting, List<String> texts) {
        return texts.stream()
                .map(text -> parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(setting
                                + " must be addresses or networks such as 10.0.0.0/8 or fd00::/8, but has " + text)))
                .toList();
    }

    /** Whether the network contains the address. An IPv6 network contains no IPv4 address, not even {@code ::/0}. */
    public boolean contains(Address address) {
        return address.family() == base.family()
                && cleared(address, prefixBits + wideBits(base)).equals(base);
    }

    /** Whether any of the networks contains the address. */
    public static boolean anyContains(List<Network> networks, Address address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
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

    /** The form that {@link #parse} accepts. */
    @Override
    public String toString() {
        return base + "/" + prefixBits;
    }
}
