package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.net.PublicAddresses;
import dev.herald.net.PublicHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class AnnounceUrlsTest {

    private final OpenSockets sockets = new OpenSockets();
    private List<String> machine = List.of("127.0.0.1", "::1", "10.0.0.5", "203.0.113.7", "fd00::5", "2001:db8::7");
    private String host = "";
    private long nanoTime;

    @Test
    void a_socket_has_one_URL() {
        assertThat(url(Frontend.UDP, "udp", "192.0.2.1:6969")).isEqualTo("udp://192.0.2.1:6969/announce");
        assertThat(url(Frontend.UDP, "udp", "0.0.0.0:6969")).isEqualTo("udp://203.0.113.7:6969/announce");
        assertThat(url(Frontend.UDP, "udp", "[::]:6969")).isEqualTo("udp://[2001:db8::7]:6969/announce");
        assertThat(url(Frontend.HTTP_JAXRS, "https", "[::]:7070")).isEqualTo("https://203.0.113.7:7070/announce");
    }

    @Test
    void a_socket_of_a_family_with_less_reach_has_a_URL_too() {
        machine = List.of("127.0.0.1", "::1", "203.0.113.7", "fd00::5");
        assertThat(url(Frontend.UDP, "udp", "[::]:6969")).isEqualTo("udp://[fd00::5]:6969/announce");
        machine = List.of("127.0.0.1", "203.0.113.7");
        assertThat(url(Frontend.UDP, "udp", "[::]:6969")).isEqualTo("udp://[::1]:6969/announce");
    }

    @Test
    void all_URLs_are_in_the_order_of_recommendation_without_that_of_the_container() {
        open(Frontend.HTTP_JAXRS, "http", "[::]:7070");
        open(Frontend.HTTP_NETTY, "http", "0.0.0.0:6969");
        open(Frontend.HTTP_NETTY_TLS, "https", "0.0.0.0:443");
        open(Frontend.UDP, "udp", "0.0.0.0:6969");
        open(Frontend.UDP, "udp", "[::]:6969");

        assertThat(urls().all())
                .containsExactly(
                        "udp://203.0.113.7:6969/announce",
                        "udp://[2001:db8::7]:6969/announce",
                        "https://203.0.113.7:443/announce",
                        "http://203.0.113.7:6969/announce");
    }

    @Test
    void the_container_is_used_if_no_other_frontend_answers_over_HTTP() {
        open(Frontend.HTTP_JAXRS, "http", "[::]:7070");
        open(Frontend.UDP, "udp", "0.0.0.0:6969");
        host = "tracker.example.org";

        assertThat(urls().all())
                .containsExactly("udp://tracker.example.org:6969/announce", "http://tracker.example.org:7070/announce");
    }

    @Test
    void the_addresses_of_the_machine_are_read_again_after_a_minute() {
        open(Frontend.UDP, "udp", "0.0.0.0:6969");
        AnnounceUrls urls = urls();
        machine = List.of("203.0.113.8");

        nanoTime += Duration.ofSeconds(59).toNanos();
        assertThat(urls.all()).containsExactly("udp://203.0.113.7:6969/announce");
        nanoTime += Duration.ofSeconds(1).toNanos();
        assertThat(urls.all()).containsExactly("udp://203.0.113.8:6969/announce");
    }

    private String url(Frontend frontend, String protocol, String bound) {
        return urls().of(socket(frontend, protocol, bound));
    }

    private AnnounceUrls urls() {
        return new AnnounceUrls(
                sockets,
                () -> new PublicAddresses(
                        new PublicHost(host),
                        machine.stream()
                                .map(text -> Address.parse(text).orElseThrow())
                                .toList()),
                () -> nanoTime);
    }

    private void open(Frontend frontend, String protocol, String bound) {
        sockets.opened(socket(frontend, protocol, bound));
    }

    private static OpenSocket socket(Frontend frontend, String protocol, String bound) {
        return new OpenSocket(
                frontend, protocol, "name", Endpoint.parse(bound).orElseThrow().toSocketAddress(), ignored -> "");
    }
}
