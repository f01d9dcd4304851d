package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.Requires;
import dev.herald.bittorrent.Endpoint;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opening and closing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class NettyHttpServerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    static List<HttpTransport> transports() {
        return TestServer.transports();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void both_wildcard_addresses_share_a_free_port(HttpTransport transport) throws IOException {
        Requires.ipv6();
        try (TestServer frontend = new TestServer(settings(1, "0.0.0.0:0", "[::]:0"), transport)) {
            int port = frontend.bound.get(0).port();
            assertThat(frontend.bound)
                    .containsExactly(TestServer.endpoint("0.0.0.0:" + port), TestServer.endpoint("[::]:" + port));
            assertThat(port).isPositive();
            String announce = "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\n\r\n";
            try (RawConnection ipv4 = new RawConnection(TestServer.endpoint("127.0.0.1:" + port));
                    RawConnection ipv6 = new RawConnection(TestServer.endpoint("[::1]:" + port))) {
                assertThat(ipv4.ask(announce)).contains("11:external ip4:\u007f\u0000\u0000\u0001");
                assertThat(ipv6.ask(announce)).contains("11:external ip16:\u0000\u0000\u0000");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void event_loops_share_a_port(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(settings(4, "127.0.0.1:0"), transport)) {
            for (int i = 0; i < 50; i++) {
                try (RawConnection wire = frontend.connect()) {
                    assertThat(wire.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
                }
            }
            Set<String> threads = Stream.of(threads())
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("herald-http-"))
                    .collect(Collectors.toSet());
            assertThat(threads).hasSizeGreaterThanOrEqualTo(4);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void port_in_use_is_an_error_even_with_reuse_port(HttpTransport transport) throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.setReuseAddress(true);
            taken.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            taken.bind(new InetSocketAddress(LOOPBACK, 0));
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertThatThrownBy(() -> new TestServer(settings(1, "127.0.0.1:0", address), transport))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "HTTP " + address + " (herald.http.netty.bind) cannot be bound: Address already in use");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void closed_server_releases_its_port_and_can_be_opened_again(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(settings(2, "127.0.0.1:0"), transport);
                RawConnection wire = frontend.connect()) {
            wire.ask(KeepAliveTest.HEALTH);
            assertThatThrownBy(frontend.server::open).isInstanceOf(IllegalStateException.class);
            frontend.server.close();
            assertThat(wire.isClosed()).isTrue();
            new ServerSocket(frontend.bound.get(0).port(), 1, LOOPBACK).close();
            List<Endpoint> again = frontend.server.open();
            try (RawConnection next = new RawConnection(again.get(0))) {
                assertThat(next.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
            }
        }
    }

    /** For any exception, before any socket. */
    @ParameterizedTest
    @MethodSource("transports")
    void failed_open_leaves_nothing_open(HttpTransport transport) throws IOException {
        for (Throwable planted : List.of(new IllegalStateException("planted"), new AssertionError("planted"))) {
            for (int sockets = 0; sockets < 3; sockets++) {
                FailingTransport failing = new FailingTransport(transport, sockets, planted);
                NettyHttpSettings settings = settings(2, "127.0.0.1:0", "127.0.0.2:0");
                NettyHttpServer server = new NettyHttpServer(settings, List.of(), TestServer.tracker(), failing);
                assertThatThrownBy(server::open).isSameAs(planted);
                for (Endpoint endpoint : failing.asked()) {
                    new ServerSocket(endpoint.port(), 1, endpoint.address().toInetAddress()).close();
                }
                Eventually.holds(() -> failing.loops().stream().allMatch(EventLoop::isTerminated));
                List<Endpoint> opened = server.open();
                try (RawConnection wire = new RawConnection(opened.get(1))) {
                    assertThat(wire.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
                } finally {
                    server.close();
                }
            }
        }
    }

    @Test
    void server_without_addresses_is_disabled() throws IOException {
        try (TestServer frontend = new TestServer(settings(1), HttpTransport.fastest())) {
            assertThat(frontend.bound).isEmpty();
        }
    }

    @Test
    void invalid_settings_are_rejected_with_key_rule_and_value() {
        List<Endpoint> twice = List.of(TestServer.endpoint("[::]:1"), TestServer.endpoint("[::]:1"));
        assertThatThrownBy(() -> new NettyHttpSettings(twice, 1, List.of(), 1, 1, 1, 1))
                .hasMessage("herald.http.netty.bind must name no address twice, but does so with [::]:1");
        assertThatThrownBy(() -> new NettyHttpSettings(List.of(), 1, List.of("10.0.0.0/33"), 1, 1, 1, 1))
                .hasMessageContaining("herald.http.netty.proxy-protocol-from")
                .hasMessageContaining("10.0.0.0/33");
    }

    private static Thread[] threads() {
        Thread[] threads = new Thread[Thread.activeCount() + 50];
        Thread.enumerate(threads);
        return Stream.of(threads).filter(thread -> thread != null).toArray(Thread[]::new);
    }

    private static NettyHttpSettings settings(int threads, String... bind) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String one : bind) {
            endpoints.add(TestServer.endpoint(one));
        }
        return new NettyHttpSettings(endpoints, threads, List.of(), 100, 50, 30, 10);
    }
}
