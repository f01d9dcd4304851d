package dev.herald.admin.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Door;
import dev.herald.metrics.Doors;
import dev.herald.metrics.Doors.OpenDoor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class BindingsTest {

    private final Doors doors = new Doors();
    private final Bindings bindings = new Bindings(doors);

    @Test
    void every_door_has_the_labels_of_its_own_socket() {
        open(Door.HTTP, "https", "::", 7070);
        open(Door.VOLUME, "http", "0.0.0.0", 6969);
        open(Door.VOLUME, "http", "::", 6969);
        open(Door.VOLUME_TLS, "https", "192.0.2.1", 443);

        assertThat(labels(Door.HTTP, Family.IPV4)).isEqualTo("inet v4_mapped_v6 :: 7070 https");
        assertThat(labels(Door.HTTP, Family.IPV6)).isEqualTo("inet6 plain :: 7070 https");
        assertThat(labels(Door.VOLUME, Family.IPV4)).isEqualTo("inet plain 0.0.0.0 6969 http");
        assertThat(labels(Door.VOLUME, Family.IPV6)).isEqualTo("inet6 plain :: 6969 http");
        assertThat(labels(Door.VOLUME_TLS, Family.IPV4)).isEqualTo("inet plain 192.0.2.1 443 https");
    }

    @Test
    void a_door_that_has_no_socket_for_such_clients_has_no_labels() {
        open(Door.UDP, "udp", "::1", 6969);

        assertThat(bindings.labels(Door.UDP, Family.IPV4)).isEmpty();
        assertThat(bindings.labels(Door.VOLUME_TLS, Family.IPV6)).isEmpty();
    }

    private void open(Door door, String protocol, String address, int port) {
        Endpoint endpoint = new Endpoint(Address.parse(address).orElseThrow(), port);
        doors.opened(new OpenDoor(door, protocol, door + " " + endpoint, endpoint.toSocketAddress(), any -> ""));
    }

    private String labels(Door door, Family clients) {
        return String.join(" ", bindings.labels(door, clients).orElseThrow().values());
    }
}
