package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.launcher.StartupBanner.Listener;
import dev.herald.net.PublicAddresses;
import dev.herald.net.PublicHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StartupBannerTest {

    private static final List<String> NETTY = List.of("0.0.0.0:6868", "[::]:6868");

    private final List<String> warnings = new ArrayList<>();
    private Optional<String> code = Optional.empty();
    private Optional<String> token = Optional.empty();
    private String publicHost = "";

    @Test
    void wildcards_are_shown_as_addresses_of_the_machine() {
        assertThat(block(NETTY, "[::]:7070", "127.0.0.1:1212", "0.0.0.0:6969", "[::]:6969"))
                .isEqualTo("""
                        Herald 1.2.3 is up.
                          announce  udp://203.0.113.5:6969/announce
                                    udp://[2001:db8::5]:6969/announce
                                    http://203.0.113.5:6868/announce
                                    http://[2001:db8::5]:6868/announce
                                    http://203.0.113.5:7070/announce  (for a reverse proxy)
                          operator  http://127.0.0.1:1212/
                          store     at most 1234567 peers and torrents, in a heap of 512 MB
                          data      /var/lib/herald
                          settings  /etc/herald.properties""");
    }

    @Test
    void the_public_host_replaces_wildcards_and_is_shown_once() {
        publicHost = "tracker.example.org";
        assertThat(block(NETTY, "[::]:7070", "0.0.0.0:1212", "0.0.0.0:6969", "[::]:6969"))
                .startsWith("""
                        Herald 1.2.3 is up.
                          announce  udp://tracker.example.org:6969/announce
                                    http://tracker.example.org:6868/announce
                                    http://tracker.example.org:7070/announce  (for a reverse proxy)
                          operator  http://tracker.example.org:1212/
                        """);
    }

    @Test
    void other_addresses_are_shown_unchanged() {
        publicHost = "tracker.example.org";
        assertThat(block(List.of(), "[2001:db8::1]:80", "[::1]:1212", "192.0.2.1:6969"))
                .contains("udp://192.0.2.1:6969/announce\n")
                .contains("http://[2001:db8::1]:80/announce  (for")
                .contains("http://[::1]:1212/\n");
    }

    @Test
    void a_new_token_and_the_link_to_the_console_are_shown() {
        token = Optional.of("abc");
        code = Optional.of("x-y_z");
        assertThat(block(NETTY, "[::]:7070", "127.0.0.1:1212", "0.0.0.0:6969")).contains("""
                          operator  http://127.0.0.1:1212/
                          console   http://127.0.0.1:1212/console/#code=x-y_z  (signs you in once, within 5 minutes)
                          token     abc  (new, for the console and the API; it is not shown again)
                          store\
                        """);
    }

    @Test
    void each_warning_is_a_line() {
        warnings.addAll(List.of("First.", "Second."));
        assertThat(block(NETTY, "[::]:7070", "127.0.0.1:1212", "0.0.0.0:6969"))
                .contains("1212/\n  warning   First.\n            Second.\n  store     ");
    }

    private String block(List<String> httpNetty, String http, String admin, String... udp) {
        List<Listener> frontends = new ArrayList<>();
        List.of(udp).forEach(bound -> frontends.add(new Listener("udp", endpoint(bound), false)));
        httpNetty.forEach(bound -> frontends.add(new Listener("http", endpoint(bound), false)));
        frontends.add(new Listener("http", endpoint(http), true));
        List<Address> ofMachine = Stream.of("203.0.113.5", "2001:db8::5")
                .map(text -> Address.parse(text).orElseThrow())
                .toList();
        return new StartupBanner(
                        "1.2.3",
                        new PublicAddresses(new PublicHost(publicHost), ofMachine),
                        frontends,
                        new Listener("http", endpoint(admin), true),
                        code,
                        token,
                        warnings,
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
