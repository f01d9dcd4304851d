package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.torrust.HeraldExtension.Mode;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statistics of announces in {@code http/v1/contract.rs}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class HttpStatisticsContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    @Test
    void should_increase_the_number_of_tcp4_connections_handled_in_statistics() {
        assertThat(increase("tcp4_connections_handled", "127.0.0.1")).isEqualTo(1);
    }

    @Test
    void should_increase_the_number_of_tcp6_connections_handled_in_statistics() {
        Requires.ipv6();
        assertThat(increase("tcp6_connections_handled", "::1")).isEqualTo(1);
    }

    @Test
    void should_not_increase_the_number_of_tcp6_connections_handled_if_the_client_is_not_using_an_ipv6_ip() {
        assertThat(increase("tcp6_connections_handled", "127.0.0.1")).isZero();
    }

    @Test
    void should_increase_the_number_of_tcp4_announce_requests_handled_in_statistics() {
        assertThat(increase("tcp4_announces_handled", "127.0.0.1")).isEqualTo(1);
    }

    @Test
    void should_increase_the_number_of_tcp6_announce_requests_handled_in_statistics() {
        Requires.ipv6();
        assertThat(increase("tcp6_announces_handled", "::1")).isEqualTo(1);
    }

    @Test
    void should_not_increase_the_number_of_tcp6_announce_requests_handled_if_the_client_is_not_using_an_ipv6_ip() {
        assertThat(increase("tcp6_announces_handled", "127.0.0.1")).isZero();
    }

    /** Herald has two HTTP frontends on different ports; Torrust can have several, too. */
    @Test
    void should_count_the_requests_of_each_port_and_their_sum() {
        int port = HERALD.httpNetty();
        String elsewhere = announcesAt(HERALD.http());

        long before = HERALD.api().stat("tcp4_announces_handled");
        Announces.to(port).announce(Announces.query(Announces.newTorrent()));

        assertThat(HERALD.api().stat("tcp4_announces_handled")).isEqualTo(before + 1);
        assertThat(announcesAt(port))
                .matches("\\{server_binding_address_ip_family=\"inet\",server_binding_address_ip_type=\"plain\","
                        + "server_binding_ip=\"127.0.0.1\",server_binding_port=\"" + port
                        + "\",server_binding_protocol=\"http\",request_kind=\"announce\"} [1-9]\\d*");
        assertThat(announcesAt(HERALD.http())).isEqualTo(elsewhere);
    }

    /** The metric of IPv4 announces on a port: labels and value. */
    private static String announcesAt(int port) {
        String name = "http_tracker_core_requests_received_total";
        return HERALD.api()
                .get("/api/v1/metrics?format=prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name)
                        && line.contains("\"" + port + "\"")
                        && line.contains("\"announce\"")
                        && line.contains("\"inet\""))
                .collect(Collectors.joining())
                .replace(name, "");
    }

    private static long increase(String figure, String client) {
        long before = HERALD.api().stat(figure);
        Announces.to(HERALD.http()).from(client).announce(Announces.query(Announces.newTorrent()));
        return HERALD.api().stat(figure) - before;
    }
}
