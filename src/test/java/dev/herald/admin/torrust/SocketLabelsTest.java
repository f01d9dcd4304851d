package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class SocketLabelsTest {

    private final OpenSockets frontends = new OpenSockets();
    private final SocketLabels bindings = new SocketLabels(frontends);

    @Test
    void every_frontend_has_the_labels_of_its_own_socket() {
        open(Frontend.HTTP_JAXRS, "https", "::", 7070);
        open(Frontend.HTTP_NETTY, "http", "0.0.0.0", 6969);
        open(Frontend.HTTP_NETTY, "http", "::", 6969);
        open(Frontend.HTTP_NETTY_TLS, "https", "192.0.2.1", 443);

        assertThat(labels(Frontend.HTTP_JAXRS, Family.IPV4)).isEqualTo("inet v4_mapped_v6 :: 7070 https");
        assertThat(labels(Frontend.HTTP_JAXRS, Family.IPV6)).isEqualTo("inet6 plain :: 7070 https");
        assertThat(labels(Frontend.HTTP_NETTY, Family.IPV4)).isEqualTo("inet plain 0.0.0.0 6969 http");
        assertThat(labels(Frontend.HTTP_NETTY, Family.IPV6)).isEqualTo("inet6 plain :: 6969 http");
        assertThat(labels(Frontend.HTTP_NETTY_TLS, Family.IPV4)).isEqualTo("inet plain 192.0.2.1 443 https");
    }

    @Test
    void a_frontend_that_has_no_socket_for_such_clients_has_no_labels() {
        open(Frontend.UDP, "udp", "::1", 6969);

        assertThat(bindings.labels(Frontend.UDP, Family.IPV4)).isEmpty();
        assertThat(bindings.labels(Frontend.HTTP_NETTY_TLS, Family.IPV6)).isEmpty();
    }

    private void open(Frontend frontend, String protocol, String address, int port) {
        Endpoint endpoint = new Endpoint(Address.parse(address).orElseThrow(), port);
        frontends.opened(
                new OpenSocket(frontend, protocol, frontend + " " + endpoint, endpoint.toSocketAddress(), any -> ""));
    }

    private String labels(Frontend frontend, Family clients) {
        return String.join(" ", bindings.labels(frontend, clients).orElseThrow().values());
    }
}
