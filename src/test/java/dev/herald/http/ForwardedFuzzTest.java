package dev.herald.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A client cannot forge its address: the one that a trusted proxy appends counts. */
final class ForwardedFuzzTest {

    private static final Address PROXY = Client.address("10.0.0.1");
    private static final Address CLIENT = Client.address("198.51.100.7");

    private final ClientAddress clients =
            new ClientAddress(List.of(Network.parse("10.0.0.0/8").orElseThrow()));

    @MethodSource("lines")
    @FuzzTest
    void address_appended_by_the_proxy_is_the_client(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        List<String> lines = List.of(text.split("\n", -1));
        assertThat(seen("X-Forwarded-For", appended(lines, ", 198.51.100.7"))).contains(CLIENT);
        assertThat(seen("X-Forwarded-For", with(lines, "198.51.100.7"))).contains(CLIENT);
        assertThat(seen("X-Forwarded-For", with(lines, "198.51.100.7, 10.1.2.3")))
                .contains(CLIENT);
        assertThat(seen("Forwarded", with(lines, "for=198.51.100.7"))).contains(CLIENT);
        assertThat(seen("Forwarded", with(lines, "for=198.51.100.7, for=10.1.2.3;by=x")))
                .contains(CLIENT);
        // A line with an unbalanced quotation mark has no address.
        assertThat(seen("Forwarded", appended(lines, ", for=198.51.100.7")))
                .isIn(Optional.of(CLIENT), Optional.empty());
        for (String name : List.of("X-Forwarded-For", "Forwarded")) {
            assertThat(clients.of(CLIENT, asked -> asked.equals(name) ? lines : List.of()))
                    .contains(CLIENT);
            seen(name, lines).ifPresent(address -> assertThat(
                            Network.parse("10.0.0.0/8").orElseThrow().contains(address))
                    .isFalse());
        }
    }

    static Stream<byte[]> lines() {
        return Stream.of(
                        "203.0.113.195,2001:db8:85a3:8d3:1319:8a2e:370:7348,150.172.238.178",
                        "[2001:db8::1]:4711, 10.9.9.9\n::ffff:198.51.100.7",
                        "for=192.0.2.60;proto=http;by=203.0.113.43, for=\"[2001:db8:cafe::17]:4711\"",
                        "For=\"_gaz\\\"elle\"\nfor=unknown;for",
                        "for=\"198.51.100.7")
                .map(line -> line.getBytes(ISO_8859_1));
    }

    private Optional<Address> seen(String name, List<String> lines) {
        return clients.of(PROXY, asked -> asked.equals(name) ? lines : List.of());
    }

    private static List<String> appended(List<String> lines, String end) {
        List<String> appended = new ArrayList<>(lines);
        appended.set(lines.size() - 1, lines.get(lines.size() - 1) + end);
        return appended;
    }

    private static List<String> with(List<String> lines, String last) {
        List<String> more = new ArrayList<>(lines);
        more.add(last);
        return more;
    }
}
