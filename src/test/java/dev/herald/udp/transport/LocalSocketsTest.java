package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.net.LocalAddress;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The addresses that have sockets, with a simulated machine; {@link SourceAddressTest} uses a real one. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LocalSocketsTest {

    private static final int PORT = 6969;

    /** An address for documentation (RFC 5737). */
    private static final LocalAddress DOCUMENTATION = new LocalAddress(Address.ofIpv4(0xc0000201), 0);

    private final Map<InetSocketAddress, Channel> channels = new LinkedHashMap<>();
    private final List<Integer> scopes = new ArrayList<>();
    private final Set<InetSocketAddress> refused = new HashSet<>();
    private final LocalSockets sockets = new LocalSockets(PORT, address -> address.family() == Family.IPV4, this::bind);

    @Test
    void sockets_are_opened_and_closed_with_the_addresses_of_the_family() {
        sockets.update(Set.of(number(1), number(2), new LocalAddress(new Address(0, 1), 0)));
        assertThat(open()).containsExactlyInAnyOrder(number(1), number(2));
        sockets.update(Set.of(number(2), number(3)));
        assertThat(open()).containsExactlyInAnyOrder(number(2), number(3));
        assertThat(channels).hasSize(3);
    }

    @Test
    void a_link_local_address_of_two_interfaces_is_two_addresses() {
        LocalSockets ipv6 = new LocalSockets(PORT, address -> true, this::bind);
        Address linkLocal = new Address(0xfe80_0000_0000_0000L, 1);
        ipv6.update(Set.of(new LocalAddress(linkLocal, 2), new LocalAddress(linkLocal, 3)));
        assertThat(scopes).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void an_address_that_cannot_be_bound_is_tried_again() {
        refused.add(number(1).at(PORT));
        sockets.update(Set.of(number(1), number(2)));
        assertThat(open()).containsExactly(number(2));
        refused.clear();
        sockets.update(Set.of(number(1), number(2)));
        assertThat(open()).containsExactlyInAnyOrder(number(1), number(2));
    }

    @Test
    void an_unlisted_address_has_sockets_from_its_first_datagram_until_it_cannot_be_bound() throws IOException {
        assertThat(sockets.open(number(2))).hasSize(1).isEqualTo(sockets.open(number(2)));
        assertThat(sockets.open(DOCUMENTATION)).hasSize(1);
        sockets.update(Set.of(number(1)));
        assertThat(open()).containsExactlyInAnyOrder(number(1), number(2));
        assertThat(sockets.open(number(1))).hasSize(1);
        assertThat(channels).hasSize(3);
    }

    @Test
    void an_unlisted_address_that_is_listed_later_is_closed_when_it_is_removed() throws IOException {
        sockets.open(number(2));
        sockets.update(Set.of(number(2)));
        assertThat(channels).hasSize(1);
        sockets.update(Set.of());
        assertThat(open()).isEmpty();
    }

    @Test
    void the_number_of_addresses_is_bounded() throws IOException {
        int most = LocalSockets.MAX_ADDRESSES - LocalSockets.MAX_UNLISTED;
        Set<LocalAddress> many = new HashSet<>();
        IntStream.rangeClosed(1, most + 10).forEach(i -> many.add(number(i)));
        sockets.update(many);
        assertThat(open()).hasSize(most);
        for (int i = 0; i < LocalSockets.MAX_UNLISTED; i++) {
            assertThat(sockets.full()).isFalse();
            assertThat(sockets.open(number(10_000 + i))).hasSize(1);
        }
        assertThat(sockets.full()).isTrue();
        assertThat(sockets.open(number(20_000))).isEmpty();
        assertThat(open()).hasSize(LocalSockets.MAX_ADDRESSES);
        sockets.update(Set.of(number(10_000)));
        assertThat(sockets.full()).isFalse();
    }

    /** These are loopback addresses and can be bound. */
    private static LocalAddress number(int number) {
        return new LocalAddress(Address.ofIpv4(0x7f000000 + number), 0);
    }

    private List<LocalAddress> open() {
        return channels.entrySet().stream()
                .filter(entry -> entry.getValue().isOpen())
                .map(entry -> LocalAddress.of(entry.getKey().getAddress()))
                .toList();
    }

    private List<BoundSocket> bind(InetSocketAddress address) throws IOException {
        if (refused.contains(address)) {
            throw new BindException("Cannot assign requested address");
        }
        scopes.add(LocalAddress.of(address.getAddress()).scope());
        Channel channel = new EmbeddedChannel();
        channels.put(address, channel);
        return List.of(new BoundSocket(address.getPort(), 0, Optional.empty(), Optional.of(channel)));
    }
}
