package dev.herald.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Endpoint;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.StandardSocketOptions;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FreeAddressesTest {

    private static final Endpoint LOOPBACK = Endpoint.parse("127.0.0.1:0").orElseThrow();
    private static final Endpoint OTHER_LOOPBACK = Endpoint.parse("127.0.0.2:0").orElseThrow();
    private static final Endpoint LOOPBACK_IPV6 = Endpoint.parse("[::1]:0").orElseThrow();
    private static final Endpoint NOWHERE_IPV6 =
            Endpoint.parse("[2001:db8::1]:0").orElseThrow();
    private static final Endpoint NOWHERE_IPV4 = Endpoint.parse("192.0.2.1:0").orElseThrow();

    @Test
    void without_ipv6_its_addresses_are_left_out_even_if_the_kernel_would_take_them() throws IOException {
        List<Endpoint> found = onMachine(false).find(List.of(LOOPBACK_IPV6, LOOPBACK));
        assertThat(found).extracting(Endpoint::address).containsExactly(LOOPBACK.address());
    }

    @Test
    void without_ipv6_there_must_be_another_address() {
        assertThatThrownBy(() -> onMachine(false).find(List.of(LOOPBACK_IPV6)))
                .hasMessage("herald.udp.bind has IPv6 addresses only, but this machine has no IPv6");
    }

    @Test
    void with_ipv6_an_ipv6_address_that_is_nobodys_is_a_mistake() {
        assertThatThrownBy(() -> onMachine(true).find(List.of(LOOPBACK, NOWHERE_IPV6)))
                .hasMessageContaining("UDP [2001:db8::1]:0 (herald.udp.bind) cannot be bound");
    }

    @Test
    void an_ipv4_address_that_is_nobodys_is_always_a_mistake() {
        assertThatThrownBy(() -> onMachine(false).find(List.of(LOOPBACK, NOWHERE_IPV4)))
                .hasMessageContaining("UDP 192.0.2.1:0 (herald.udp.bind) cannot be bound");
    }

    @Test
    void two_addresses_that_leave_the_port_open_get_the_same_one() throws IOException {
        List<Endpoint> found = onMachine(false).find(List.of(LOOPBACK, OTHER_LOOPBACK));
        assertThat(found.get(1).port()).isEqualTo(found.get(0).port()).isPositive();
    }

    @Test
    void a_port_that_is_taken_is_refused_even_if_its_owner_would_share_it() throws IOException {
        try (DatagramSocket owner = new DatagramSocket(null)) {
            owner.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            owner.bind(LOOPBACK.toSocketAddress());
            Endpoint taken = new Endpoint(LOOPBACK.address(), owner.getLocalPort());
            assertThatThrownBy(() -> onMachine(false).find(List.of(taken)))
                    .hasMessage("UDP " + taken + " (herald.udp.bind) cannot be bound: Address already in use");
        }
    }

    private static FreeAddresses onMachine(boolean hasIpv6) {
        return new FreeAddresses("UDP", "herald.udp.bind", FreeAddressesTest::bindOnce, hasIpv6);
    }

    private static int bindOnce(Endpoint endpoint) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(endpoint.toSocketAddress())) {
            return socket.getLocalPort();
        }
    }
}
