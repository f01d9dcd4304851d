package dev.herald.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ListenAddressesTest {

    private static final Endpoint LOOPBACK = Endpoint.parse("127.0.0.1:0").orElseThrow();

    private final List<Closeable> open = new ArrayList<>();

    /** The calls of the binder, with their parameter {@code exclusive}. */
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Closeable socket : open) {
            socket.close();
        }
    }

    @Test
    void ipv6_addresses_are_omitted_without_ipv6() throws IOException {
        List<Endpoint> bound = onMachine(false).bind(endpoints("[::1]:0", "127.0.0.1:0"), this::bind);
        assertThat(bound).extracting(Endpoint::address).containsExactly(LOOPBACK.address());
    }

    @Test
    void ipv6_addresses_only_are_an_error_without_ipv6() {
        assertThatThrownBy(() -> onMachine(false).bind(endpoints("[::1]:0"), this::bind))
                .hasMessage("herald.udp.bind has IPv6 addresses only, but this machine has no IPv6");
    }

    @Test
    void address_of_another_machine_is_an_error() {
        assertThatThrownBy(() -> onMachine(true).bind(endpoints("127.0.0.1:0", "[2001:db8::1]:0"), this::bind))
                .hasMessageMatching("UDP \\[2001:db8::1]:\\d+ \\(herald.udp.bind\\) cannot be bound.*");
        assertThatThrownBy(() -> onMachine(false).bind(endpoints("192.0.2.1:6969"), this::bind))
                .hasMessageContaining("UDP 192.0.2.1:6969 (herald.udp.bind) cannot be bound");
    }

    @Test
    void addresses_with_port_0_get_the_same_port() throws IOException {
        List<Endpoint> bound = onMachine(false).bind(endpoints("127.0.0.1:0", "127.0.0.2:0"), this::bind);
        assertThat(bound.get(1).port()).isEqualTo(bound.get(0).port()).isPositive();
        assertThat(open).hasSize(2);
    }

    @Test
    void port_in_use_is_an_error_even_with_reuse_port() throws IOException {
        try (DatagramSocket owner = new DatagramSocket(null)) {
            owner.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            owner.bind(LOOPBACK.toSocketAddress());
            Endpoint taken = new Endpoint(LOOPBACK.address(), owner.getLocalPort());
            assertThatThrownBy(() -> onMachine(false).bind(List.of(taken), this::bind))
                    .hasMessage("UDP " + taken + " (herald.udp.bind) cannot be bound: Address already in use");
        }
    }

    @Test
    void another_port_is_chosen_if_one_is_taken_at_another_address() throws IOException {
        List<Integer> chosen = new ArrayList<>();
        ListenAddresses addresses = onMachine(true);
        List<Endpoint> bound = ListenAddresses.open(
                () -> addresses.bind(endpoints("127.0.0.1:0", "127.0.0.2:0"), (endpoint, exclusive) -> {
                    if (endpoint.port() == 0) {
                        chosen.add(1000 + chosen.size());
                        return 1000 + chosen.size() - 1;
                    }
                    if (endpoint.port() < 1005) {
                        throw new BindException("Address already in use");
                    }
                    return endpoint.port();
                }));
        assertThat(chosen).containsExactly(1000, 1001, 1002, 1003, 1004, 1005);
        assertThat(bound).containsExactlyElementsOf(endpoints("127.0.0.1:1005", "127.0.0.2:1005"));
    }

    @Test
    void attempts_are_limited_and_a_configured_port_is_not_replaced() {
        List<Endpoint> tried = new ArrayList<>();
        ListenAddresses.Binder full = (endpoint, exclusive) -> {
            tried.add(endpoint);
            if (endpoint.port() == 0) {
                return 1000;
            }
            throw new BindException("Address already in use");
        };
        ListenAddresses addresses = onMachine(true);
        assertThatThrownBy(
                        () -> ListenAddresses.open(() -> addresses.bind(endpoints("127.0.0.1:0", "127.0.0.2:0"), full)))
                .hasMessage("UDP 127.0.0.2:1000 (herald.udp.bind) cannot be bound: Address already in use");
        assertThat(tried).hasSize(2 * ListenAddresses.MAX_ATTEMPTS);
        tried.clear();
        assertThatThrownBy(() -> ListenAddresses.open(() -> addresses.bind(endpoints("127.0.0.1:1000"), full)))
                .hasMessage("UDP 127.0.0.1:1000 (herald.udp.bind) cannot be bound: Address already in use");
        assertThat(tried).hasSize(1);
    }

    @Test
    void wildcard_addresses_are_bound_first_and_exclusively() throws IOException {
        List<Endpoint> endpoints =
                endpoints("127.0.0.1:7", "0.0.0.0:7", "[::1]:7", "[::]:7", "127.0.0.1:8", "[::]:9", "0.0.0.0:9");
        assertThat(onMachine(true).bind(endpoints, this::pretend)).isEqualTo(endpoints);
        assertThat(asked)
                .containsExactly(
                        "[::]:7 true",
                        "[::]:9 true",
                        "0.0.0.0:7 true",
                        "0.0.0.0:9 true",
                        "127.0.0.1:7 false",
                        "[::1]:7 false",
                        "127.0.0.1:8 true");
    }

    @Test
    void ipv6_wildcard_covers_ipv4_if_its_socket_accepts_both() throws IOException {
        new ListenAddresses("UDP", "herald.udp.bind", true, true)
                .bind(endpoints("0.0.0.0:7", "127.0.0.1:8", "[::]:7"), this::pretend);
        assertThat(asked).containsExactly("[::]:7 true", "0.0.0.0:7 false", "127.0.0.1:8 true");
    }

    private int pretend(Endpoint endpoint, boolean exclusive) {
        asked.add(endpoint + " " + exclusive);
        return endpoint.port();
    }

    private int bind(Endpoint endpoint, boolean exclusive) throws IOException {
        DatagramSocket socket = new DatagramSocket(endpoint.toSocketAddress());
        open.add(socket);
        return socket.getLocalPort();
    }

    private static List<Endpoint> endpoints(String... texts) {
        return Stream.of(texts).map(text -> Endpoint.parse(text).orElseThrow()).toList();
    }

    private static ListenAddresses onMachine(boolean hasIpv6) {
        return new ListenAddresses("UDP", "herald.udp.bind", false, hasIpv6);
    }
}
