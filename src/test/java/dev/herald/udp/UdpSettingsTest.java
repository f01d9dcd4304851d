package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Endpoint;
import dev.herald.udp.UdpSettings.Transport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UdpSettingsTest {

    private static final Endpoint WILDCARD = Endpoint.parse("0.0.0.0:6969").orElseThrow();

    @Test
    void the_bounds_of_every_range_are_valid() {
        assertThatCode(() -> settings(List.of(WILDCARD), 0, 65_536)).doesNotThrowAnyException();
        assertThatCode(() -> settings(List.of(WILDCARD), 1024, 1 << 30)).doesNotThrowAnyException();
    }

    @Test
    void a_number_out_of_range_is_rejected() {
        assertThatThrownBy(() -> settings(List.of(WILDCARD), 5000, 65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("herald.udp.threads must be from 0 to 1024, but is 5000");
        assertThatThrownBy(() -> settings(List.of(WILDCARD), -1, 65_536))
                .hasMessage("herald.udp.threads must be from 0 to 1024, but is -1");
        assertThatThrownBy(() -> settings(List.of(WILDCARD), 0, 65_535))
                .hasMessage("herald.udp.receive-buffer must be from 65536 to 1073741824, but is 65535");
    }

    @Test
    void an_empty_list_and_a_duplicate_address_are_rejected() {
        assertThatThrownBy(() -> settings(List.of(), 0, 65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("herald.udp.bind must name at least one address, but is empty");
        assertThatThrownBy(() -> settings(List.of(WILDCARD, WILDCARD), 0, 65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("herald.udp.bind must name no address twice, but does so with 0.0.0.0:6969");
    }

    @Test
    void the_addresses_are_copied() {
        List<Endpoint> bind = new ArrayList<>(List.of(WILDCARD));
        UdpSettings settings = settings(bind, 0, 65_536);
        bind.clear();
        assertThat(settings.bind()).containsExactly(WILDCARD);
    }

    private static UdpSettings settings(List<Endpoint> bind, int threads, int buffer) {
        return new UdpSettings(bind, threads, Transport.AUTO, buffer);
    }
}
