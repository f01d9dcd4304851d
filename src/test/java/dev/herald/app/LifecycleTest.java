package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Access;
import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.config.StartupException;
import dev.herald.http.HomePage;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets system properties")
@DisplayNameGeneration(ReplaceUnderscores.class)
final class LifecycleTest {

    private final OpenSockets sockets = new OpenSockets();
    private Lifecycle lifecycle;

    @AfterEach
    void stop() {
        lifecycle.stop();
    }

    @Test
    void start_reports_readiness_and_the_address_of_udp() throws IOException {
        lifecycle = lifecycle("127.0.0.1:0");
        assertThat(System.getProperty("dev.herald.state")).isNull();
        lifecycle.start();
        assertThat(System.getProperty("dev.herald.state")).isEqualTo("ready");
        Endpoint bound = Endpoint.parse(System.getProperty("dev.herald.udp")).orElseThrow();
        assertThat(bound.port()).isNotZero();
    }

    @Test
    void every_open_socket_is_registered_with_a_probe() throws IOException {
        lifecycle = lifecycle("127.0.0.1:0");
        lifecycle.start();
        assertThat(sockets.open())
                .extracting(OpenSocket::name)
                .hasSize(3)
                .element(2)
                .isEqualTo("http.jaxrs [::]:7070");
        OpenSocket udp = sockets.open().get(0);
        OpenSocket httpNetty = sockets.open().get(1);
        assertThat(udp.name()).isEqualTo("udp " + System.getProperty("dev.herald.udp"));
        assertThat(httpNetty.name()).isEqualTo("http.netty " + System.getProperty("dev.herald.http.netty"));
        assertThat(udp.probe().ask(udp.address())).isEmpty();
        assertThat(httpNetty.probe().ask(httpNetty.address())).isEmpty();
        lifecycle.stop();
        assertThat(udp.probe().ask(udp.address())).isNotEmpty();
        assertThat(httpNetty.probe().ask(httpNetty.address())).isNotEmpty();
    }

    /** The configuration behind a reverse proxy on the same machine. */
    @Test
    void the_probe_sends_a_PROXY_header_if_the_frontend_requires_it() throws IOException {
        lifecycle = lifecycle("127.0.0.1:0", Map.of("herald.http.netty.proxy-protocol-from", "127.0.0.1,::1"));
        lifecycle.start();
        OpenSocket httpNetty = sockets.open().get(1);
        assertThat(httpNetty.probe().ask(httpNetty.address())).isEmpty();
    }

    @Test
    void stop_clears_readiness() throws IOException {
        lifecycle = lifecycle("127.0.0.1:0");
        lifecycle.start();
        lifecycle.stop();
        assertThat(System.getProperty("dev.herald.state")).isNull();
        assertThat(System.getProperty("dev.herald.udp")).isNull();
        assertThat(System.getProperty("dev.herald.http.netty")).isNull();
    }

    @Test
    void a_port_in_use_is_a_startup_failure() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            lifecycle = lifecycle(address);
            assertThatThrownBy(lifecycle::start)
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(address)
                    .hasMessageContaining("herald.udp.bind");
        }
        assertThat(System.getProperty("dev.herald.state")).isNull();
        assertThat(sockets.open()).isEmpty();
    }

    private Lifecycle lifecycle(String udpBind) throws IOException {
        return lifecycle(udpBind, Map.of());
    }

    private Lifecycle lifecycle(String udpBind, Map<String, String> others) throws IOException {
        Properties values = new Properties();
        try (InputStream defaults = Settings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            values.load(defaults);
        }
        values.setProperty("herald.udp.bind", udpBind);
        values.setProperty("herald.http.netty.bind", "127.0.0.1:0");
        values.putAll(others);
        Settings settings = Settings.of(key -> values.getProperty(key, ""));
        Swarms swarms = new Swarms(settings.swarm(), settings.announce().peerLifetimeSeconds(), new Random(1));
        Tracker tracker =
                new Tracker(settings.announce(), new Access(settings.access(), new Random(1), infoHash -> {}), swarms);
        Frontends servers = new Frontends(
                settings,
                new byte[16],
                tracker,
                new Metrics(),
                InstantSource.system(),
                InstantSource.system(),
                new Certificates(new PeriodicTasks()),
                sockets,
                HomePage.NONE);
        return new Lifecycle(
                () -> {},
                servers,
                new SwarmCleaner(new PeriodicTasks(), swarms.shards(), shard -> {}),
                new FigureSampler(new PeriodicTasks(), () -> {}, () -> {}),
                new DatabaseMaintenance(new PeriodicTasks(), 5, () -> {}, () -> {}, () -> {}));
    }
}
