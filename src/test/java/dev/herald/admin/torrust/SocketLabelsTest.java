package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenDoor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class SocketLabelsTest {

    private final OpenSockets doors = new OpenSockets();
    private final SocketLabels bindings = new SocketLabels(doors);

    @Test
    void every_door_has_the_labels_of_its_own_socket() {
        open(Frontend.HTTP, "https", "::", 7070);
        open(Frontend.VOLUME, "http", "0.0.0.0", 6969);
        open(Frontend.VOLUME, "http", "::", 6969);
        open(Frontend.VOLUME_TLS, "https", "192.0.2.1", 443);

        assertThat(labels(Frontend.HTTP, Family.IPV4)).isEqualTo("inet v4_mapped_v6 :: 7070 https");
        assertThat(labels(Frontend.HTTP, Family.IPV6)).isEqualTo("inet6 plain :: 7070 https");
        assertThat(labels(Frontend.VOLUME, Family.IPV4)).isEqualTo("inet plain 0.0.0.0 6969 http");
        assertThat(labels(Frontend.VOLUME, Family.IPV6)).isEqualTo("inet6 plain :: 6969 http");
        assertThat(labels(Frontend.VOLUME_TLS, Family.IPV4)).isEqualTo("inet plain 192.0.2.1 443 https");
    }

    @Test
    void a_door_that_has_no_socket_for_such_clients_has_no_labels() {
        open(Frontend.UDP, "udp", "::1", 6969);

        assertThat(bindings.labels(Frontend.UDP, Family.IPV4)).isEmpty();
        assertThat(bindings.labels(Frontend.VOLUME_TLS, Family.IPV6)).isEmpty();
    }

    private void open(Frontend door, String protocol, String address, int port) {
        Endpoint endpoint = new Endpoint(Address.parse(address).orElseThrow(), port);
        doors.opened(new OpenDoor(door, protocol, door + " " + endpoint, endpoint.toSocketAddress(), any -> ""));
    }

    private String labels(Frontend door, Family clients) {
        return String.join(" ", bindings.labels(door, clients).orElseThrow().values());
    }
}
