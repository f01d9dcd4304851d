package dev.herald.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ClientAddressTest {

    private static final Address PROXY = Client.address("10.0.0.1");
    private static final String NONE = "none";

    private final ClientAddress clients = new ClientAddress(
            new HttpSettings(new Endpoint(PROXY, 1), List.of("10.0.0.0/8", "fd00::/8", "192.0.2.1"), true)
                    .trustedNetworks());

    /** The first row is a test of Torrust. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.195,2001:db8:85a3:8d3:1319:8a2e:370:7348,150.172.238.178 | 150.172.238.178",
                "198.51.100.7                               | 198.51.100.7",
                "198.51.100.7, 10.0.0.2, fd00::1, 192.0.2.1 | 198.51.100.7",
                "6.6.6.6, 198.51.100.7, 10.9.9.9            | 198.51.100.7",
                "6.6.6.6, 192.0.2.2                         | 192.0.2.2",
                "garbage, 198.51.100.7                      | 198.51.100.7",
                "198.51.100.7:4711                          | 198.51.100.7",
                "2001:db8::1                                | 2001:db8::1",
                "[2001:db8::1]                              | 2001:db8::1",
                "[2001:db8::1]:4711                         | 2001:db8::1",
                "::ffff:198.51.100.7                        | 198.51.100.7",
                "198.51.100.7,                              | 198.51.100.7",
                "198.51.100.7, ,,10.0.0.3                   | 198.51.100.7",
                "198.51.100.7, garbage                      | none",
                "198.51.100.7, garbage, 10.0.0.2            | none",
                "198.51.100.7, unknown                      | none",
                "198.51.100.7:99999                         | none",
                "[198.51.100.7]                             | none",
                "2001:db8::1%eth0                           | none",
                "[2001:db8::1                               | none",
                "2001:db8::1]                               | none",
                "localhost                                  | none",
                "10.0.0.2, 10.0.0.3                         | none",
                "' '                                        | none",
                "','                                        | none",
            })
    void rightmost_untrusted_address_of_x_forwarded_for_is_the_client(String line, String client) {
        assertThat(behindProxy("x-forwarded-for", line)).isEqualTo(expected(client));
    }

    /** The forms of RFC 7239 sections 4 and 6. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "for=198.51.100.7                                              | 198.51.100.7",
                "For=\"[2001:db8:cafe::17]:4711\"                              | 2001:db8:cafe::17",
                "for=192.0.2.60;proto=http;by=203.0.113.43                     | 192.0.2.60",
                "by=203.0.113.43; FOR=\"198.51.100.7:80\" ;proto=http          | 198.51.100.7",
                "for=6.6.6.6, for=198.51.100.7, for=10.0.0.2;by=10.0.0.1       | 198.51.100.7",
                "for=6.6.6.6, for=\"198.51.100.7\", for=\"[fd00::2]\"          | 198.51.100.7",
                "for=_hidden, for=198.51.100.7                                 | 198.51.100.7",
                "for=6.6.6.6;x=\"a,for=7.7.7.7\", for=198.51.100.7             | 198.51.100.7",
                "for=\"198.51\\.100.7\"                                        | 198.51.100.7",
                "for = \"198.51.100.7\"                                        | none",
                "for=198.51.100.7, for=unknown                                 | none",
                "for=198.51.100.7, for=_hidden                                 | none",
                "for=198.51.100.7, proto=http                                  | none",
                "for=198.51.100.7, for=                                        | none",
                "for=6.6.6.6, x=\", for=198.51.100.7                           | none",
                "for=6.6.6.6, for=\", for=10.0.0.3, for=\"198.51.100.7\"       | none",
                "for=\"198.51.100.7\\                                          | none",
                "for=\"198.51.100.7\"x                                         | none",
                "198.51.100.7                                                  | none",
                "for=10.0.0.2                                                  | none",
            })
    void rightmost_untrusted_address_of_forwarded_is_the_client(String line, String client) {
        assertThat(behindProxy("forwarded", line)).isEqualTo(expected(client));
    }

    @Test
    void several_lines_are_one_list() {
        assertThat(of(PROXY, Map.of("x-forwarded-for", List.of("6.6.6.6, 7.7.7.7", "198.51.100.7", "10.0.0.2"))))
                .isEqualTo(expected("198.51.100.7"));
        assertThat(of(PROXY, Map.of("forwarded", List.of("for=6.6.6.6", "for=198.51.100.7", "for=10.0.0.2"))))
                .isEqualTo(expected("198.51.100.7"));
        assertThat(of(PROXY, Map.of("forwarded", List.of("for=\"6.6.6.6", "for=198.51.100.7\""))))
                .isEmpty();
    }

    @Test
    void x_forwarded_for_takes_precedence_even_if_invalid() {
        assertThat(of(PROXY, Map.of("x-forwarded-for", List.of("198.51.100.7"), "forwarded", List.of("for=6.6.6.6"))))
                .isEqualTo(expected("198.51.100.7"));
        assertThat(of(PROXY, Map.of("x-forwarded-for", List.of("?"), "forwarded", List.of("for=6.6.6.6"))))
                .isEmpty();
    }

    @Test
    void trusted_proxy_without_headers_is_not_the_client() {
        assertThat(of(PROXY, Map.of())).isEmpty();
    }

    @Test
    void headers_of_untrusted_peers_are_ignored() {
        Address stranger = Client.address("198.51.100.99");
        assertThat(of(stranger, Map.of("x-forwarded-for", List.of("6.6.6.6")))).contains(stranger);
        assertThat(new ClientAddress(List.of()).of(PROXY, name -> List.of("6.6.6.6")))
                .contains(PROXY);
    }

    @Test
    void invalid_network_is_rejected_with_its_setting() {
        assertThatThrownBy(() -> new HttpSettings(new Endpoint(PROXY, 1), List.of("10.0.0.0/8", "proxy.example"), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("herald.http.trusted-proxies must be addresses or networks such as 10.0.0.0/8 or fd00::/8,"
                        + " but has proxy.example");
    }

    private Optional<Address> behindProxy(String name, String line) {
        return of(PROXY, Map.of(name, List.of(line)));
    }

    private Optional<Address> of(Address peer, Map<String, List<String>> headers) {
        return clients.of(peer, name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    private static Optional<Address> expected(String client) {
        return client.equals(NONE) ? Optional.empty() : Address.parse(client);
    }
}
