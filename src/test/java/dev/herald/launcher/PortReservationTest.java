package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.Requires;
import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.config.SettingsDefaults;
import dev.herald.config.StartupException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PortReservationTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void port_0_is_replaced_for_TCP_and_kept_for_UDP() throws Exception {
        PortReservation ports = PortReservation.claim(settings("127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0"), true);
        try {
            assertThat(ports.http().port())
                    .isPositive()
                    .isNotEqualTo(ports.admin().port());
            assertThat(ports.udp()).containsExactly(endpoint("127.0.0.1:0"));
        } finally {
            ports.release();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "0.0.0.0:0", "[::]:0"})
    @EnabledOnOs(OS.LINUX)
    void a_listener_can_bind_a_held_port(String bind) throws Exception {
        PortReservation ports = PortReservation.claim(settings("127.0.0.1:0", bind, "127.0.0.1:0"), true);
        int port = ports.http().port();
        assertThatThrownBy(() -> new Socket(LOOPBACK, port)).isInstanceOf(ConnectException.class);
        // As the container does it.
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.socket().setReuseAddress(true);
            listener.bind(ports.http().toSocketAddress());
            new Socket(LOOPBACK, port).close();
            ports.release();
            new Socket(LOOPBACK, port).close();
        }
    }

    @Test
    void a_released_port_can_be_bound() throws Exception {
        PortReservation ports = PortReservation.claim(settings("127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0"), true);
        ports.release();

        assertThatCode(() -> new ServerSocket(ports.http().port(), 1, LOOPBACK).close())
                .doesNotThrowAnyException();
    }

    @Test
    void a_TCP_port_in_use_is_rejected_with_its_setting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            assertThatThrownBy(() -> PortReservation.claim(settings("127.0.0.1:0", "127.0.0.1:0", address), true))
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith("cannot listen on TCP " + address + " (herald.admin.bind): ");
            assertThatThrownBy(() -> PortReservation.claim(
                            settings("127.0.0.1:0", "0.0.0.0:" + taken.getLocalPort(), "127.0.0.1:0"), true))
                    .hasMessageContaining("(herald.http.jaxrs.bind)");
        }
    }

    @Test
    void a_UDP_port_in_use_is_rejected_even_if_it_is_shareable() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(null)) {
            taken.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            taken.bind(new InetSocketAddress(LOOPBACK, 0));
            String address = "0.0.0.0:" + taken.getLocalPort();

            assertThatThrownBy(() -> PortReservation.claim(settings(address, "127.0.0.1:0", "127.0.0.1:0"), true))
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith("cannot listen on UDP " + address + " (herald.udp.bind): ");
        }
    }

    @Test
    void an_IPv4_socket_does_not_conflict_with_the_IPv6_wildcard() throws Exception {
        Requires.ipv6();
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            PortReservation ports =
                    PortReservation.claim(settings("[::]:" + taken.getLocalPort(), "127.0.0.1:0", "127.0.0.1:0"), true);
            ports.release();
            assertThat(ports.udp()).containsExactly(endpoint("[::]:" + taken.getLocalPort()));
        }
    }

    @Test
    void a_common_port_of_both_listeners_is_rejected_for_any_addresses() {
        assertThatThrownBy(
                        () -> PortReservation.claim(settings("127.0.0.1:0", "127.0.0.1:7070", "127.0.0.2:7070"), true))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("herald.http.jaxrs.bind and herald.admin.bind")
                .hasMessageContaining("7070");
    }

    @Test
    void without_IPv6_the_IPv4_wildcard_replaces_that_of_IPv6() throws Exception {
        PortReservation ports = PortReservation.claim(settings("127.0.0.1:0,[::]:0", "[::]:0", "127.0.0.1:0"), false);
        ports.release();

        assertThat(ports.http().toString()).startsWith("0.0.0.0:");
        assertThat(ports.udp()).containsExactly(endpoint("127.0.0.1:0"));
    }

    @Test
    void without_IPv6_a_UDP_frontend_on_IPv6_only_is_rejected() {
        assertThatThrownBy(() -> PortReservation.claim(settings("[::1]:0", "127.0.0.1:0", "127.0.0.1:0"), false))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("herald.udp.bind");
    }

    @Test
    void a_port_of_the_Netty_HTTP_frontend_is_checked_and_port_0_is_kept() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            assertThatThrownBy(
                            () -> PortReservation.claim(withHttpNetty("127.0.0.1:0," + address, "127.0.0.1:0"), true))
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith("cannot listen on TCP " + address + " (herald.http.netty.bind): ");
        }
        PortReservation ports = PortReservation.claim(withHttpNetty("127.0.0.1:0,[::]:0", "127.0.0.1:0"), false);
        ports.release();
        assertThat(ports.httpNetty()).containsExactly(endpoint("127.0.0.1:0"));
    }

    @Test
    void a_common_port_of_the_Netty_HTTP_frontend_is_rejected_with_both_settings() {
        assertThatThrownBy(() -> PortReservation.claim(withHttpNetty("0.0.0.0:7070", "127.0.0.1:7070"), true))
                .isInstanceOf(StartupException.class)
                .hasMessage(
                        "herald.http.netty.bind and herald.http.jaxrs.bind must differ in their port, but both have 7070");
    }

    @Test
    void without_IPv6_a_Netty_HTTP_frontend_on_IPv6_only_is_rejected() {
        assertThatThrownBy(() -> PortReservation.claim(withHttpNetty("[::1]:0", "127.0.0.1:0"), false))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("herald.http.netty.bind");
    }

    private static Settings settings(String udp, String http, String admin) {
        return settings(udp, "", http, admin);
    }

    private static Settings withHttpNetty(String httpNetty, String http) {
        return settings("127.0.0.1:0", httpNetty, http, "127.0.0.1:0");
    }

    private static Settings settings(String udp, String httpNetty, String http, String admin) {
        SettingsDefaults defaults = SettingsDefaults.load();
        return Settings.of(key -> switch (key) {
            case "herald.udp.bind" -> udp;
            case "herald.http.netty.bind" -> httpNetty;
            case "herald.http.jaxrs.bind" -> http;
            case "herald.admin.bind" -> admin;
            default -> defaults.find(key).orElseThrow().value();
        });
    }

    private static Endpoint endpoint(String text) {
        return Endpoint.parse(text).orElseThrow();
    }
}
