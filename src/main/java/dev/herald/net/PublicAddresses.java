package dev.herald.net;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hosts of the URLs at which clients reach this machine: the configured one, or for each family the address that the most clients
 * reach.
 */
public final class PublicAddresses {

    /** Any global addresses. Sockets are connected to them to find a route; nothing is sent. */
    private static final List<Address> ELSEWHERE = List.of(
            Address.parse("192.0.9.1").orElseThrow(), Address.parse("2600::1").orElseThrow());

    private static final int DISCARD = 9;

    /** From where an address can be reached, in ascending order. */
    public enum Reach {
        /** From this machine. */
        LOOPBACK,
        /** From this network: RFC 1918, RFC 6598 (carrier-grade NAT), RFC 4193 and link-local. */
        PRIVATE,
        /** From everywhere. */
        GLOBAL;

        /** The reach of an address. */
        public static Reach of(Address address) {
            InetAddress inet = address.toInetAddress();
            if (inet.isLoopbackAddress()) {
                return LOOPBACK;
            }
            boolean uniqueLocal = address.family() == Family.IPV6 && address.high() >>> 57 == 0xfc >>> 1;
            boolean carrierGradeNat = address.family() == Family.IPV4 && address.ipv4() >>> 22 == (100 << 2 | 64 >>> 6);
            boolean local = inet.isSiteLocalAddress() || inet.isLinkLocalAddress();
            return uniqueLocal || carrierGradeNat || local ? PRIVATE : GLOBAL;
        }
    }

    private final Optional<String> configured;
    private final Map<Family, Address> best = new EnumMap<>(Family.class);

    /**
     * Chooses among addresses.
     *
     * @param host the configured host, which replaces wildcard addresses
     * @param candidates addresses of this machine, the preferred ones first
     */
    public PublicAddresses(PublicHost host, List<Address> candidates) {
        configured = host.inUrl();
        for (Address candidate : candidates) {
            // A link-local address needs a zone, which no URL can contain.
            if (!candidate.toInetAddress().isLinkLocalAddress()) {
                best.merge(
                        candidate.family(),
                        candidate,
                        (first, second) -> Reach.of(second).compareTo(Reach.of(first)) > 0 ? second : first);
            }
        }
    }

    /** Chooses among the addresses of this machine; those from which it sends to other networks are preferred. */
    public static PublicAddresses ofThisMachine(PublicHost host) {
        List<Address> candidates = new ArrayList<>();
        ELSEWHERE.forEach(address -> routedFrom(address).ifPresent(candidates::add));
        try {
            LocalAddress.all().stream().map(LocalAddress::address).forEach(candidates::add);
        } catch (SocketException e) {
            candidates.add(Address.ofIpv4(0x7f000001));
        }
        return new PublicAddresses(host, candidates);
    }

    private static Optional<Address> routedFrom(Address target) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(target.toInetAddress(), DISCARD));
            return Optional.of(Address.of(socket.getLocalAddress())).filter(Address::reachable);
        } catch (IOException | RuntimeException e) {
            // There is no route.
            return Optional.empty();
        }
    }

    /** The most that a client can be away: the greatest reach of the addresses. */
    public Reach reach() {
        return best.values().stream().map(Reach::of).max(Reach::compareTo).orElse(Reach.LOOPBACK);
    }

    /** The addresses with the greatest reach, at most one of each family. */
    public List<Address> addresses() {
        return Stream.of(Family.IPV4, Family.IPV6)
                .flatMap(family -> Stream.ofNullable(best.get(family)))
                .filter(address -> Reach.of(address) == reach())
                .toList();
    }

    /**
     * The URLs without a path of a listener, possibly none.
     *
     * @param scheme such as {@code udp}
     * @param bound the address that the listener is bound to; a wildcard is replaced
     * @param bothFamilies whether an IPv6 wildcard accepts IPv4 too
     */
    public List<String> urls(String scheme, Endpoint bound, boolean bothFamilies) {
        return hosts(bound.address(), bothFamilies)
                .map(host -> scheme + "://" + host + ":" + bound.port())
                .toList();
    }

    /** As {@link #urls}, but one URL, also if other addresses have a greater reach. */
    public String url(String scheme, Endpoint bound, boolean bothFamilies) {
        return urls(scheme, bound, bothFamilies).stream().findFirst().orElseGet(() -> {
            Address loopback = bound.address().family() == Family.IPV4 ? Address.ofIpv4(0x7f000001) : new Address(0, 1);
            return scheme + "://"
                    + PublicHost.inUrl(best.getOrDefault(bound.address().family(), loopback)) + ":" + bound.port();
        });
    }

    private Stream<String> hosts(Address bound, boolean bothFamilies) {
        if (!bound.toInetAddress().isAnyLocalAddress()) {
            return Stream.of(PublicHost.inUrl(bound));
        }
        if (configured.isPresent()) {
            return configured.stream();
        }
        return addresses().stream()
                .filter(address ->
                        address.family() == bound.family() || (bothFamilies && bound.family() == Family.IPV6))
                .map(PublicHost::inUrl);
    }
}
