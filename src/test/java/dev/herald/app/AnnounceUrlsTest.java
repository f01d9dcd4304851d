package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.net.LocalAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class AnnounceUrlsTest {

    private static final List<LocalAddress> MACHINE =
            addresses("127.0.0.1", "10.0.0.5", "203.0.113.7", "::1", "fd00::5", "2001:db8::7");

    @Test
    void a_bound_address_is_in_the_URL() throws UnknownHostException {
        assertThat(url(Frontend.UDP, "udp", "192.0.2.1", MACHINE)).isEqualTo("udp://192.0.2.1:6969/announce");
        assertThat(url(Frontend.UDP, "udp", "2001:db8::1", MACHINE)).isEqualTo("udp://[2001:db8::1]:6969/announce");
    }

    @Test
    void a_wildcard_is_the_most_public_address_of_its_family() throws UnknownHostException {
        assertThat(url(Frontend.UDP, "udp", "0.0.0.0", MACHINE)).isEqualTo("udp://203.0.113.7:6969/announce");
        assertThat(url(Frontend.UDP, "udp", "::", MACHINE)).isEqualTo("udp://[2001:db8::7]:6969/announce");
        assertThat(url(Frontend.UDP, "udp", "0.0.0.0", addresses("127.0.0.1", "10.0.0.5")))
                .isEqualTo("udp://10.0.0.5:6969/announce");
        assertThat(url(Frontend.HTTP_NETTY, "http", "0.0.0.0", List.of())).isEqualTo("http://127.0.0.1:6969/announce");
    }

    @Test
    void the_wildcard_of_the_container_accepts_IPv4() throws UnknownHostException {
        assertThat(url(Frontend.HTTP_JAXRS, "https", "::", MACHINE)).isEqualTo("https://203.0.113.7:6969/announce");
    }

    private static String url(Frontend frontend, String protocol, String host, List<LocalAddress> machine)
            throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), 6969);
        return AnnounceUrls.of(new OpenSocket(frontend, protocol, "name", address, ignored -> ""), machine);
    }

    private static List<LocalAddress> addresses(String... texts) {
        return Stream.of(texts)
                .map(text -> new LocalAddress(Address.parse(text).orElseThrow(), 0))
                .toList();
    }
}
