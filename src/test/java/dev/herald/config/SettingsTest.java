package dev.herald.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Endpoint;
import dev.herald.http.netty.NettyHttpSettings;
import dev.herald.registry.MaintenanceSettings;
import dev.herald.registry.RegistrySettings;
import dev.herald.swarm.SwarmSettings;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.udp.UdpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingsTest {

    private final Properties values = defaults();

    @Test
    void the_defaults_are_those_of_the_documentation() {
        Settings settings = settings();

        assertThat(settings.dataDir()).isEqualTo(Path.of("herald-data"));
        assertThat(settings.publicHost().inUrl()).isEmpty();
        assertThat(settings.udp())
                .isEqualTo(new UdpSettings(
                        List.of(endpoint("0.0.0.0:6969"), endpoint("[::]:6969")),
                        0,
                        UdpSettings.Transport.AUTO,
                        4_194_304));
        assertThat(settings.http().bind()).isEqualTo(endpoint("[::]:7070"));
        assertThat(settings.http().trustedProxies()).isEmpty();
        assertThat(settings.http().plusIsSpace()).isTrue();
        assertThat(settings.httpNetty())
                .isEqualTo(new NettyHttpSettings(
                        List.of(endpoint("0.0.0.0:6969"), endpoint("[::]:6969")), 0, List.of(), 50_000, 256, 30, 10));
        assertThat(settings.admin().bind()).isEqualTo(endpoint("127.0.0.1:1212"));
        assertThat(settings.announce())
                .isEqualTo(new AnnouncePolicy(1800, 900, 10, 50, 200, Unreachable.ANSWER, false));
        int room = SwarmSettings.peersOf(Runtime.getRuntime().maxMemory(), true);
        assertThat(settings.swarm()).isEqualTo(new SwarmSettings(true, 86_400, true, room, 10_000_000, false));
        assertThat(settings.registry()).isEqualTo(new RegistrySettings("", "herald", "", "", 8, true, 60));
        assertThat(settings.maintenance()).isEqualTo(new MaintenanceSettings(5, 2_592_000, 604_800, 7_776_000));
    }

    @Test
    void the_minimum_interval_is_half_the_interval_unless_it_is_set() {
        values.setProperty("herald.announce.interval", "777");
        assertThat(settings().announce().minIntervalSeconds()).isEqualTo(388);

        values.setProperty("herald.announce.min-interval", "700");
        assertThat(settings().announce().minIntervalSeconds()).isEqualTo(700);
    }

    @Test
    void blanks_and_case_are_ignored() {
        values.setProperty("herald.udp.bind", " 127.0.0.1:1 , [::1]:2 ");
        values.setProperty("herald.udp.transport", "NIO ");
        values.setProperty("herald.http.trusted-proxies", "10.0.0.0/8, fd00::/8");
        values.setProperty("herald.swarm.details", "False");
        values.setProperty("herald.announce.unreachable", " reject");

        assertThat(settings().udp().bind()).containsExactly(endpoint("127.0.0.1:1"), endpoint("[::1]:2"));
        assertThat(settings().udp().transport()).isEqualTo(UdpSettings.Transport.NIO);
        assertThat(settings().http().trustedProxies()).containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(settings().swarm().details()).isFalse();
        assertThat(settings().announce().unreachable()).isEqualTo(Unreachable.REJECT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    herald.data-dir                     | ''               | must name a directory
                    herald.udp.bind                     | localhost:6969   | must be addresses and ports such as
                    herald.udp.bind                     | 0.0.0.0:70000    | must be addresses and ports such as
                    herald.udp.bind                     | 1.2.3.4:1,:2     | must be addresses and ports such as
                    herald.udp.threads                  | many             | must be a whole number
                    herald.udp.threads                  | 1025             | must be from 0 to 1024
                    herald.udp.transport                | kqueue           | must be one of auto, foreign, epoll, nio
                    herald.udp.receive-buffer           | 4M               | must be a whole number
                    herald.http.jaxrs.bind                    | 7070             | must be one address and port such as
                    herald.http.jaxrs.bind                    | ::1:7070         | must be one address and port such as
                    herald.http.trusted-proxies         | 10.0.0.0/33      | must be addresses or networks
                    herald.http.plus-is-space           | yes              | must be true or false
                    herald.http.netty.bind                  | localhost:6969   | must be addresses and ports such as
                    herald.http.netty.threads               | -1               | must be from 0 to 1024
                    herald.http.netty.proxy-protocol-from   | haproxy          | must be addresses or networks
                    herald.http.netty.max-connections       | 0                | must be from 1 to 1048576
                    herald.http.netty.max-connections-per-address | 0          | must be from 1 to 1048576
                    herald.http.netty.idle-timeout          | 3601             | must be from 1 to 3600
                    herald.http.netty.header-timeout        | 0                | must be from 1 to 3600
                    herald.http.netty.tls.bind              | 0.0.0.0          | must be addresses and ports such as
                    herald.http.netty.tls.key               | /key.pem         | must come with herald.http.netty.tls.certificate
                    herald.http.jaxrs.tls.certificate         | /cert.pem        | must come with herald.http.jaxrs.tls.key
                    herald.admin.tls.key                | /key.pem         | must come with herald.admin.tls.certificate
                    herald.metrics.open-to              | everybody        | must be addresses or networks
                    herald.admin.bind                   | 127.0.0.1        | must be one address and port such as
                    herald.announce.interval            | 59               | must be from 60 to 14400 seconds
                    herald.announce.min-interval        | 1801             | must be from 30 to 1800 seconds
                    herald.announce.jitter              | 51               | must be from 0 to 50 percent
                    herald.announce.default-peers       | 201              | must be from 0 to 200 peers
                    herald.announce.max-peers           | 0                | must be from 1 to 200 peers
                    herald.announce.unreachable         | maybe            | must be one of answer, reject
                    herald.announce.seeder-fill-on-start | 1               | must be true or false
                    herald.swarm.details                | no               | must be true or false
                    herald.swarm.empty-retention        | -1               | must be at least 0 seconds
                    herald.memory.max-peers             | -1               | must be at least 0
                    herald.memory.max-peers             | all              | must be auto or a whole number of at most
                    herald.database.max-connections     | 0                | must be from 1 to 1000
                    herald.database.start-timeout       | -1               | must be at least 0 seconds
                    herald.totals.interval              | 0                | must be from 1 to 3600 seconds
                    herald.private.expired-retention    | -1               | must be at least 0 seconds
                    herald.audit.retention              | -1               | must be at least 0 seconds
                    """)
    void an_invalid_value_is_rejected_with_key_rule_and_value(String key, String value, String rule) {
        values.setProperty(key, value);

        assertThatThrownBy(this::settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " ")
                .hasMessageContaining(rule)
                .hasMessageContaining(value.isEmpty() ? "but is empty" : value)
                .hasMessageNotContaining("\n");
    }

    @Test
    void the_maximum_of_peers_is_a_number_or_depends_on_the_heap() {
        long heap = Runtime.getRuntime().maxMemory();
        values.setProperty("herald.swarm.details", "false");
        values.setProperty("herald.memory.max-peers", "Auto");
        assertThat(settings().swarm().maxPeers()).isEqualTo(SwarmSettings.peersOf(heap, false));
        values.setProperty("herald.memory.max-peers", "12345");
        assertThat(settings().swarm().maxPeers()).isEqualTo(12_345);
        values.setProperty("herald.memory.max-peers", "0");
        assertThat(settings().swarm().maxPeers()).isZero();
    }

    @Test
    void an_invalid_secret_is_rejected_and_not_shown() {
        values.setProperty("herald.udp.connection-key", "0123456789abcdef0123456789abcde");

        assertThatThrownBy(this::settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("herald.udp.connection-key must be 32 hexadecimal digits")
                .hasMessageNotContaining("0123456789");
    }

    @Test
    void an_invalid_URL_is_rejected_and_not_shown() {
        values.setProperty("herald.database.url", "jdbc:oracle:thin:scott/tiger@db");

        assertThatThrownBy(this::settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("herald.database.url must begin with jdbc:postgresql:")
                .hasMessageNotContaining("tiger");
    }

    private Settings settings() {
        return Settings.of(key -> values.getProperty(key, ""));
    }

    private static Endpoint endpoint(String text) {
        return Endpoint.parse(text).orElseThrow();
    }

    private static Properties defaults() {
        Properties defaults = new Properties();
        try (InputStream file = SettingsTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return defaults;
    }
}
