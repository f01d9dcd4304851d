package dev.herald.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.net.PublicAddresses.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class PublicAddressesTest {

    private static final PublicHost NONE = new PublicHost("");

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,LOOPBACK",
        "127.88.0.1,LOOPBACK",
        "::1,LOOPBACK",
        "10.0.0.1,PRIVATE",
        "172.17.0.1,PRIVATE",
        "192.168.1.5,PRIVATE",
        "169.254.1.1,PRIVATE",
        "100.64.0.1,PRIVATE",
        "100.127.255.255,PRIVATE",
        "100.63.255.255,GLOBAL",
        "100.128.0.0,GLOBAL",
        "172.32.0.1,GLOBAL",
        "203.0.113.5,GLOBAL",
        "fc00::1,PRIVATE",
        "fd12::1,PRIVATE",
        "fe80::1,PRIVATE",
        "fe00::1,GLOBAL",
        "2001:db8::1,GLOBAL"
    })
    void the_reach_of_an_address_is_known(String address, Reach reach) {
        assertThat(Reach.of(address(address))).isEqualTo(reach);
    }

    @Test
    void a_wildcard_is_replaced_by_one_global_address_of_its_family() {
        PublicAddresses addresses = addresses(
                "127.0.0.1", "::1", "192.168.1.5", "203.0.113.5", "203.0.113.6", "fe80::1", "fd00::1", "2001:db8::1");

        assertThat(urls(addresses, "0.0.0.0:6969")).containsExactly("udp://203.0.113.5:6969");
        assertThat(urls(addresses, "[::]:6969")).containsExactly("udp://[2001:db8::1]:6969");
        assertThat(addresses.urls("http", endpoint("[::]:7070"), true))
                .containsExactly("http://203.0.113.5:7070", "http://[2001:db8::1]:7070");
        assertThat(addresses.urls("http", endpoint("0.0.0.0:7070"), true)).containsExactly("http://203.0.113.5:7070");
    }

    @Test
    void an_address_with_less_reach_is_not_shown_beside_one_with_more() {
        PublicAddresses addresses = addresses("127.0.0.1", "::1", "203.0.113.5", "fd00::1");

        assertThat(urls(addresses, "0.0.0.0:6969")).containsExactly("udp://203.0.113.5:6969");
        assertThat(urls(addresses, "[::]:6969")).isEmpty();
    }

    @Test
    void private_addresses_are_shown_if_there_are_no_others() {
        PublicAddresses addresses = addresses("127.0.0.1", "::1", "192.168.1.5", "fe80::1", "fd00::1");

        assertThat(addresses.reach()).isEqualTo(Reach.PRIVATE);
        assertThat(urls(addresses, "0.0.0.0:6969")).containsExactly("udp://192.168.1.5:6969");
        assertThat(urls(addresses, "[::]:6969")).containsExactly("udp://[fd00::1]:6969");
    }

    @Test
    void loopback_addresses_are_shown_if_there_are_no_others() {
        PublicAddresses addresses = addresses("127.0.0.1", "::1", "fe80::1");

        assertThat(addresses.reach()).isEqualTo(Reach.LOOPBACK);
        assertThat(urls(addresses, "0.0.0.0:6969")).containsExactly("udp://127.0.0.1:6969");
        assertThat(urls(addresses, "[::]:6969")).containsExactly("udp://[::1]:6969");
    }

    @Test
    void an_address_that_is_no_wildcard_is_shown_unchanged() {
        PublicAddresses addresses =
                new PublicAddresses(new PublicHost("tracker.example.org"), List.of(address("203.0.113.5")));

        assertThat(urls(addresses, "192.168.1.5:80")).containsExactly("udp://192.168.1.5:80");
        assertThat(urls(addresses, "[::1]:80")).containsExactly("udp://[::1]:80");
    }

    @Test
    void the_configured_host_replaces_every_wildcard() {
        PublicAddresses named =
                new PublicAddresses(new PublicHost("tracker.example.org"), List.of(address("203.0.113.5")));
        assertThat(urls(named, "[::]:6969")).containsExactly("udp://tracker.example.org:6969");

        PublicAddresses numbered = new PublicAddresses(new PublicHost("2001:db8::5"), List.of());
        assertThat(urls(numbered, "0.0.0.0:6969")).containsExactly("udp://[2001:db8::5]:6969");
    }

    @Test
    void this_machine_has_an_address() {
        assertThat(PublicAddresses.ofThisMachine(NONE).addresses()).isNotEmpty();
    }

    private static List<String> urls(PublicAddresses addresses, String bound) {
        return addresses.urls("udp", endpoint(bound), false);
    }

    private static PublicAddresses addresses(String... texts) {
        List<Address> candidates = new ArrayList<>();
        Stream.of(texts).map(PublicAddressesTest::address).forEach(candidates::add);
        return new PublicAddresses(NONE, candidates);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    private static Endpoint endpoint(String text) {
        return Endpoint.parse(text).orElseThrow();
    }
}
