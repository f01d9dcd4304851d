package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import dev.herald.launcher.StartupBanner.Listener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StartupBannerTest {

    @Test
    void wildcards_are_shown_as_loopback_addresses() {
        assertThat(block("[::]:7070", "127.0.0.1:1212", "0.0.0.0:6969", "[::]:6969"))
                .isEqualTo("""
                        Herald 1.2.3 is up. Elsewhere, put this machine's name or address.
                          announce  udp://127.0.0.1:6969/announce
                                    udp://[::1]:6969/announce
                                    http://127.0.0.1:7070/announce
                                    http://127.0.0.1:6868/announce
                                    http://[::1]:6868/announce
                          operator  http://127.0.0.1:1212/
                          store     at most 1234567 peers and torrents, in a heap of 512 MB
                          data      /var/lib/herald
                          settings  /etc/herald.properties""");
    }

    @Test
    void other_addresses_are_shown_unchanged() {
        assertThat(block(Optional.empty(), List.of(), "[2001:db8::1]:80", "[::1]:1212", "192.0.2.1:6969"))
                .startsWith("Herald 1.2.3 is up.\n")
                .contains("udp://192.0.2.1:6969/announce\n")
                .contains("http://[2001:db8::1]:80/announce\n")
                .contains("http://[::1]:1212/\n");
    }

    @Test
    void a_new_token_is_shown() {
        assertThat(block(Optional.of("abc"), List.of(), "[::]:7070", "127.0.0.1:1212", "0.0.0.0:6969"))
                .contains("1212/\n  token     abc  (new, for the API; it is not shown again)\n  store     ");
    }

    private static String block(String http, String admin, String... udp) {
        return block(Optional.empty(), List.of("0.0.0.0:6868", "[::]:6868"), http, admin, udp);
    }

    private static String block(
            Optional<String> token, List<String> httpNetty, String http, String admin, String... udp) {
        List<Listener> frontends = new ArrayList<>();
        List.of(udp).forEach(bound -> frontends.add(new Listener("udp", endpoint(bound), false)));
        frontends.add(new Listener("http", endpoint(http), true));
        httpNetty.forEach(bound -> frontends.add(new Listener("http", endpoint(bound), false)));
        return new StartupBanner(
                        "1.2.3",
                        frontends,
                        new Listener("http", endpoint(admin), true),
                        token,
                        1_234_567,
                        512L << 20,
                        Path.of("/var/lib/herald"),
                        Path.of("/etc/herald.properties"))
                .text();
    }

    private static Endpoint endpoint(String text) {
        return Endpoint.parse(text).orElseThrow();
    }
}
