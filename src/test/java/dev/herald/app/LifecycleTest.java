package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Access;
import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.config.StartupException;
import dev.herald.http.HttpTracker;
import dev.herald.http.netty.NettyHttpServer;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.payara.ListenerGuards;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.Tracker;
import dev.herald.udp.UdpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
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

    private final OpenSockets frontends = new OpenSockets();
    private Lifecycle lifecycle;

    @AfterEach
    void stop() {
        lifecycle.stop();
    }

    @Test
    void once_started_it_tells_where_udp_is_bound_and_that_it_is_ready() throws IOException {
        lifecycle = lifecycle("127.0.0.1:0");
        assertThat(System.getProperty("dev.herald.state")).isNull();
        lifecycle.start();
        assertThat(System.getProperty("dev.herald.state")).isEqualTo("ready");
        Endpoint bound = Endpoint.parse(System.getProperty("dev.herald.udp")).orElseThrow();
        assertThat(bound.port()).isNotZero();
    }

    @Test
    void every_open_frontend_is_registered_with_a_probe_that_asks_it() throws IOException {
        lifecycle = lifecycle("127.0.0.1:0");
        lifecycle.start();
        assertThat(frontends.open())
                .extracting(OpenSocket::name)
                .hasSize(3)
                .element(2)
                .isEqualTo("http.jaxrs [::]:7070");
        OpenSocket udp = frontends.open().get(0);
        OpenSocket httpNetty = frontends.open().get(1);
        assertThat(udp.name()).isEqualTo("udp " + System.getProperty("dev.herald.udp"));
        assertThat(httpNetty.name()).isEqualTo("http.netty " + System.getProperty("dev.herald.http.netty"));
        assertThat(udp.probe().ask(udp.address())).isEmpty();
        assertThat(httpNetty.probe().ask(httpNetty.address())).isEmpty();
        lifecycle.stop();
        assertThat(udp.probe().ask(udp.address())).isNotEmpty();
        assertThat(httpNetty.probe().ask(httpNetty.address())).isNotEmpty();
    }

    /** As before a reverse proxy on the same machine, from which this process's own questions come too. */
    @Test
    void a_frontend_that_demands_a_PROXY_header_of_this_machine_is_asked_with_one() throws IOException {
        lifecycle = lifecycle("127.0.0.1:0", Map.of("herald.http.netty.proxy-protocol-from", "127.0.0.1,::1"));
        lifecycle.start();
        OpenSocket httpNetty = frontends.open().get(1);
        assertThat(httpNetty.probe().ask(httpNetty.address())).isEmpty();
    }

    @Test
    void once_stopped_it_is_not_ready() throws IOException {
        lifecycle = lifecycle("127.0.0.1:0");
        lifecycle.start();
        lifecycle.stop();
        assertThat(System.getProperty("dev.herald.state")).isNull();
        assertThat(System.getProperty("dev.herald.udp")).isNull();
        assertThat(System.getProperty("dev.herald.http.netty")).isNull();
    }

    @Test
    void a_taken_port_is_a_failure_that_names_it() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            lifecycle = lifecycle(address);
            assertThatThrownBy(lifecycle::start)
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(address)
                    .hasMessageContaining("herald.udp.bind");
        }
        assertThat(System.getProperty("dev.herald.state")).isNull();
        assertThat(frontends.open()).isEmpty();
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
        Metrics metrics = new Metrics();
        InstantSource clock = InstantSource.system();
        UdpServer udp = new UdpServer(settings.udp(), new byte[16], tracker, metrics, clock);
        HttpTracker http = new HttpTracker(settings.http(), tracker, Frontend.HTTP_NETTY, metrics, clock);
        NettyHttpServer httpNetty = new NettyHttpServer(settings.httpNetty(), List.of(), http);
        return new Lifecycle(
                settings,
                () -> {},
                new DatabaseMaintenance(new PeriodicTasks(), 5, () -> {}, () -> {}, () -> {}),
                udp,
                httpNetty,
                new HttpsFrontend(settings, http, new Certificates(new PeriodicTasks()), clock),
                new ListenerGuards(settings, new PeriodicTasks()),
                frontends,
                new SwarmCleaner(new PeriodicTasks(), swarms.shards(), shard -> {}));
    }
}
