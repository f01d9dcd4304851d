package dev.herald.app;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import dev.herald.http.HomePage;
import dev.herald.http.HttpTracker;
import dev.herald.http.netty.NettyHttpServer;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Figure;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.payara.ListenerCertificates;
import dev.herald.payara.ListenerGuards;
import dev.herald.tls.CertificateWatcher;
import dev.herald.tracker.Tracker;
import dev.herald.udp.UdpProbe;
import dev.herald.udp.transport.UdpServer;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The frontends on Netty, and the limits and certificates of the container's listeners. */
final class Frontends implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Frontends.class.getName());

    private final Settings settings;
    private final Certificates certificates;
    private final InstantSource wallClock;
    private final OpenSockets sockets;
    private final UdpServer udp;
    private final NettyHttpServer http;
    private final HttpTracker httpsTracker;
    private final ListenerCertificates listenerCertificates;
    private final ListenerGuards listenerGuards;

    private Optional<CertificateWatcher<SslContext>> certificate = Optional.empty();

    /** Empty without a certificate. */
    private volatile Optional<NettyHttpServer> https = Optional.empty();

    /**
     * Creates closed frontends.
     *
     * @param connectionKey see {@link UdpServer}
     * @param clock the clock of requests
     * @param wallClock the clock of certificates
     * @param sockets the open sockets are added to it
     * @param home the answer to {@code GET /}
     */
    Frontends(
            Settings settings,
            byte[] connectionKey,
            Tracker tracker,
            Metrics metrics,
            InstantSource clock,
            InstantSource wallClock,
            Certificates certificates,
            OpenSockets sockets,
            HomePage home) {
        this.settings = settings;
        this.certificates = certificates;
        this.wallClock = wallClock;
        this.sockets = sockets;
        udp = new UdpServer(settings.udp(), connectionKey, tracker, metrics, clock);
        http = new NettyHttpServer(
                settings.httpNetty(),
                settings.http().trustedNetworks(),
                new HttpTracker(settings.http(), tracker, Frontend.HTTP_NETTY, metrics, clock, home));
        metrics.register(Frontend.UDP, Figure.RECEIVE_BUFFER_DROPS, udp::dropped);
        metrics.register(Frontend.HTTP_NETTY, Figure.OPEN_CONNECTIONS, http::connections);
        metrics.register(Frontend.HTTP_NETTY_TLS, Figure.OPEN_CONNECTIONS, () -> https.map(NettyHttpServer::connections)
                .orElse(0));
        httpsTracker = new HttpTracker(settings.http(), tracker, Frontend.HTTP_NETTY_TLS, metrics, clock, home);
        listenerCertificates = new ListenerCertificates(settings, certificates, wallClock);
        listenerGuards = new ListenerGuards(settings, metrics);
    }

    /**
     * Opens the frontends, and reports their addresses in {@link StartupSignals}.
     *
     * @throws StartupException if a socket cannot be bound or a certificate cannot be read
     */
    void open() {
        try {
            List<Endpoint> udpBound = udp.open();
            List<Endpoint> httpBound = http.open();
            List<Endpoint> httpsBound = openHttps();
            listenerGuards.start();
            HttpProbe httpProbe =
                    new HttpProbe(false, false, settings.httpNetty().proxyProtocolNetworks());
            HttpProbe httpsProbe =
                    new HttpProbe(false, true, settings.httpNetty().proxyProtocolNetworks());
            register(Frontend.UDP, "udp", udpBound, new UdpProbe());
            register(Frontend.HTTP_NETTY, "http", httpBound, httpProbe);
            register(Frontend.HTTP_NETTY_TLS, "https", httpsBound, httpsProbe);
            boolean tls = settings.httpTls().given();
            register(
                    Frontend.HTTP_JAXRS,
                    tls ? "https" : "http",
                    List.of(settings.http().bind()),
                    new HttpProbe(true, tls, List.of()));
            reportReceiveBuffer();
            System.setProperty(StartupSignals.UDP, text(udpBound));
            System.setProperty(StartupSignals.HTTP_NETTY, text(httpBound));
            System.setProperty(StartupSignals.HTTP_NETTY_TLS, text(httpsBound));
        } catch (IOException e) {
            throw new StartupException(e.getMessage());
        }
    }

    /** The banner of the launcher replaces the log message. */
    private void reportReceiveBuffer() {
        int requested = settings.udp().receiveBufferBytes();
        int granted = udp.receiveBufferBytes();
        System.setProperty(StartupSignals.RECEIVE_BUFFER, Integer.toString(granted));
        if (granted < requested && System.getProperty(StartupSignals.VERSION) == null) {
            LOG.log(
                    Level.WARNING,
                    "The kernel limits UDP receive buffers to {0} of {1} bytes (herald.udp.receive-buffer);"
                            + " to raise the limit: sysctl -w net.core.rmem_max={1}",
                    Integer.toString(granted),
                    Integer.toString(requested));
        }
    }

    private List<Endpoint> openHttps() throws IOException {
        listenerCertificates.open();
        List<Endpoint> bind = settings.httpNettyTls().bind();
        if (bind.isEmpty()) {
            return List.of();
        }
        CertificateWatcher<SslContext> opened = settings.httpNettyTls().watch(certificates.of("http.netty"), wallClock);
        certificate = Optional.of(opened);
        NettyHttpServer server = NettyHttpServer.withTls(
                settings.httpNetty(), bind, settings.http().trustedNetworks(), httpsTracker, opened::current);
        https = Optional.of(server);
        return server.open();
    }

    private void register(Frontend frontend, String protocol, List<Endpoint> endpoints, OpenSockets.Probe probe) {
        endpoints.forEach(endpoint -> sockets.opened(new OpenSocket(
                frontend, protocol, frontend.label() + " " + endpoint, endpoint.toSocketAddress(), probe)));
    }

    private static String text(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }

    /** Closes everything that is open. */
    @Override
    public void close() {
        System.clearProperty(StartupSignals.UDP);
        System.clearProperty(StartupSignals.HTTP_NETTY);
        System.clearProperty(StartupSignals.HTTP_NETTY_TLS);
        System.clearProperty(StartupSignals.RECEIVE_BUFFER);
        listenerGuards.close();
        listenerCertificates.close();
        https.ifPresent(NettyHttpServer::close);
        certificate.ifPresent(CertificateWatcher::close);
        http.close();
        udp.close();
    }
}
