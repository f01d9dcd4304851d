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

    /** What the binder was asked for, with its wish to be alone. */
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Closeable socket : open) {
            socket.close();
        }
    }

    @Test
    void without_ipv6_its_addresses_are_left_out_even_if_the_kernel_would_take_them() throws IOException {
        List<Endpoint> bound = onMachine(false).bind(endpoints("[::1]:0", "127.0.0.1:0"), this::bind);
        assertThat(bound).extracting(Endpoint::address).containsExactly(LOOPBACK.address());
    }

    @Test
    void without_ipv6_there_must_be_another_address() {
        assertThatThrownBy(() -> onMachine(false).bind(endpoints("[::1]:0"), this::bind))
                .hasMessage("herald.udp.bind has IPv6 addresses only, but this machine has no IPv6");
    }

    @Test
    void an_address_that_is_nobodys_is_a_mistake() {
        assertThatThrownBy(() -> onMachine(true).bind(endpoints("127.0.0.1:0", "[2001:db8::1]:0"), this::bind))
                .hasMessageMatching("UDP \\[2001:db8::1]:\\d+ \\(herald.udp.bind\\) cannot be bound.*");
        assertThatThrownBy(() -> onMachine(false).bind(endpoints("192.0.2.1:6969"), this::bind))
                .hasMessageContaining("UDP 192.0.2.1:6969 (herald.udp.bind) cannot be bound");
    }

    @Test
    void addresses_that_leave_the_port_open_get_one_port_that_is_never_released() throws IOException {
        List<Endpoint> bound = onMachine(false).bind(endpoints("127.0.0.1:0", "127.0.0.2:0"), this::bind);
        assertThat(bound.get(1).port()).isEqualTo(bound.get(0).port()).isPositive();
        assertThat(open).hasSize(2);
    }

    @Test
    void a_port_that_is_taken_is_refused_even_if_its_owner_would_share_it() throws IOException {
        try (DatagramSocket owner = new DatagramSocket(null)) {
            owner.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            owner.bind(LOOPBACK.toSocketAddress());
            Endpoint taken = new Endpoint(LOOPBACK.address(), owner.getLocalPort());
            assertThatThrownBy(() -> onMachine(false).bind(List.of(taken), this::bind))
                    .hasMessage("UDP " + taken + " (herald.udp.bind) cannot be bound: Address already in use");
        }
    }

    @Test
    void if_the_chosen_port_is_taken_at_another_address_all_starts_over() throws IOException {
        List<Integer> chosen = new ArrayList<>();
        ListenAddresses addresses = onMachine(true);
        List<Endpoint> bound = ListenAddresses.open(
                () -> addresses.bind(endpoints("127.0.0.1:0", "127.0.0.2:0"), (endpoint, alone) -> {
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
    void it_does_not_start_over_for_ever_nor_for_a_port_that_is_named() {
        List<Endpoint> tried = new ArrayList<>();
        ListenAddresses.Binder full = (endpoint, alone) -> {
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
    void wildcards_come_first_and_alone_and_addresses_that_they_cover_join_them() throws IOException {
        List<Endpoint> wanted =
                endpoints("127.0.0.1:7", "0.0.0.0:7", "[::1]:7", "[::]:7", "127.0.0.1:8", "[::]:9", "0.0.0.0:9");
        assertThat(onMachine(true).bind(wanted, this::pretend)).isEqualTo(wanted);
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
    void the_ipv6_wildcard_covers_ipv4_where_its_socket_takes_that() throws IOException {
        new ListenAddresses("UDP", "herald.udp.bind", true, true)
                .bind(endpoints("0.0.0.0:7", "127.0.0.1:8", "[::]:7"), this::pretend);
        assertThat(asked).containsExactly("[::]:7 true", "0.0.0.0:7 false", "127.0.0.1:8 true");
    }

    private int pretend(Endpoint endpoint, boolean alone) {
        asked.add(endpoint + " " + alone);
        return endpoint.port();
    }

    private int bind(Endpoint endpoint, boolean alone) throws IOException {
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
