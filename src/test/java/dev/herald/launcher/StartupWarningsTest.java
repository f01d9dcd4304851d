package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.net.PublicAddresses.Reach;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class StartupWarningsTest {

    private int granted = 4_194_304;
    private long openFiles = 65_536;
    private boolean ipv6 = true;
    private Reach reach = Reach.GLOBAL;
    private boolean named;
    private boolean listensElsewhere = true;
    private boolean tls = true;
    private boolean operatorExposed;

    @Test
    void a_good_installation_has_none() {
        assertThat(lines()).isEmpty();
    }

    @Test
    void a_limited_receive_buffer_is_shown_with_the_command() {
        granted = 212_992;
        assertThat(lines())
                .containsExactly("The kernel limits UDP receive buffers to 212992 of 4194304 bytes, so bursts are lost."
                        + " Run: sudo sysctl -w net.core.rmem_max=4194304");
    }

    @Test
    void few_open_files_are_shown_with_the_command() {
        openFiles = 65_535;
        assertThat(lines())
                .containsExactly(
                        "At most 65535 files and connections can be open. Run before the start: ulimit -n 65536"
                                + " (systemd: LimitNOFILE=65536)");
    }

    @Test
    void missing_IPv6_is_shown_with_the_command() {
        ipv6 = false;
        assertThat(lines())
                .containsExactly("This machine has no IPv6, so only IPv4 is served."
                        + " Run: sudo sysctl -w net.ipv6.conf.all.disable_ipv6=0");
    }

    @Test
    void private_addresses_are_shown_unless_the_public_host_is_set() {
        reach = Reach.PRIVATE;
        assertThat(lines())
                .containsExactly("This machine has only private addresses, so clients elsewhere cannot use these URLs."
                        + " Forward the ports to it, and set herald.public-host=NAME.");
        named = true;
        assertThat(lines()).isEmpty();
    }

    @Test
    void a_machine_without_network_is_shown() {
        reach = Reach.LOOPBACK;
        assertThat(lines()).singleElement().asString().startsWith("This machine has no network, ");
    }

    @Test
    void missing_TLS_is_shown_with_the_settings() {
        tls = false;
        assertThat(lines()).singleElement().asString().contains("herald.http.netty.tls.bind=0.0.0.0:443,[::]:443");
    }

    @Test
    void a_tracker_on_loopback_addresses_needs_neither_TLS_nor_public_addresses() {
        listensElsewhere = false;
        tls = false;
        reach = Reach.LOOPBACK;
        assertThat(lines()).isEmpty();
    }

    @Test
    void an_operators_port_that_others_reach_without_TLS_is_shown_first() {
        operatorExposed = true;
        granted = 1;
        assertThat(lines()).hasSize(2).first().asString().contains("herald.admin.bind=127.0.0.1:1212");
    }

    @Test
    void the_number_of_open_files_is_the_soft_limit() {
        assertThat(StartupWarnings.maxOpenFiles(Stream.of(
                        "Limit                     Soft Limit           Hard Limit           Units     ",
                        "Max processes             7823                 7823                 processes ",
                        "Max open files            1024                 524288               files     ")))
                .isEqualTo(1024);
        assertThat(StartupWarnings.maxOpenFiles(Stream.of("Max open files            unlimited   unlimited  files")))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(StartupWarnings.maxOpenFiles()).isPositive();
    }

    private List<String> lines() {
        return new StartupWarnings(
                        4_194_304, granted, openFiles, ipv6, reach, named, listensElsewhere, tls, operatorExposed)
                .lines();
    }
}
