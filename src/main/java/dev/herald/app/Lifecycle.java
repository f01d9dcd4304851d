package dev.herald.app;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import dev.herald.http.netty.NettyHttpServer;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.net.EventLoops;
import dev.herald.payara.ListenerGuards;
import dev.herald.udp.UdpProbe;
import dev.herald.udp.UdpServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Starts the registry, then the frontends; stops them in reverse order. Reports the result in {@link StartupSignals}. */
final class Lifecycle {

    private final Settings settings;
    private final Runnable registryStartup;
    private final DatabaseMaintenance maintenance;
    private final UdpServer udp;
    private final NettyHttpServer httpNetty;
    private final HttpsFrontend tls;
    private final ListenerGuards listeners;
    private final OpenSockets sockets;
    private final SwarmCleaner cleaner;

    Lifecycle(
            Settings settings,
            Runnable registryStartup,
            DatabaseMaintenance maintenance,
            UdpServer udp,
            NettyHttpServer httpNetty,
            HttpsFrontend tls,
            ListenerGuards listeners,
            OpenSockets sockets,
            SwarmCleaner cleaner) {
        this.settings = settings;
        this.registryStartup = registryStartup;
        this.maintenance = maintenance;
        this.udp = udp;
        this.httpNetty = httpNetty;
        this.tls = tls;
        this.listeners = listeners;
        this.sockets = sockets;
        this.cleaner = cleaner;
    }

    /**
     * Starts everything, and registers the sockets of the frontends and of the container for health checks.
     *
     * @throws RuntimeException if a socket cannot be bound; everything is stopped then
     */
    void start() {
        System.clearProperty(StartupSignals.FAILURE);
        try {
            registryStartup.run();
            List<Endpoint> datagrams = open(udp::open);
            List<Endpoint> streams = open(httpNetty::open);
            List<Endpoint> covered = open(tls::open);
            listeners.start();
            register(Frontend.UDP, "udp", "udp", datagrams, new UdpProbe());
            HttpProbe ours = HttpProbe.ofOneFamily(settings.httpNetty().proxyProtocolNetworks());
            register(Frontend.HTTP_NETTY, "http", "http.netty", streams, ours);
            register(Frontend.HTTP_NETTY_TLS, "https", "http.netty.tls", covered, ours.overTls());
            boolean tls = settings.httpTls().given();
            HttpProbe listener = HttpProbe.ofListener();
            register(
                    Frontend.HTTP_JAXRS,
                    tls ? "https" : "http",
                    "http.jaxrs",
                    List.of(settings.http().bind()),
                    tls ? listener.overTls() : listener);
            cleaner.start();
            maintenance.start();
            System.setProperty(StartupSignals.UDP, text(datagrams));
            System.setProperty(StartupSignals.HTTP_NETTY, text(streams));
            System.setProperty(StartupSignals.HTTP_NETTY_TLS, text(covered));
            System.setProperty(StartupSignals.STATE, "ready");
        } catch (RuntimeException e) {
            stop();
            throw e;
        } finally {
            EventLoops.forgetCallingThread();
        }
    }

    private void register(
            Frontend frontend, String protocol, String name, List<Endpoint> endpoints, OpenSockets.Probe probe) {
        endpoints.forEach(endpoint -> sockets.opened(
                new OpenSocket(frontend, protocol, name + " " + endpoint, endpoint.toSocketAddress(), probe)));
    }

    private static String text(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }

    /** Binds the sockets of a frontend and returns their addresses. */
    private interface Bind {
        List<Endpoint> bind() throws IOException;
    }

    private static List<Endpoint> open(Bind frontend) {
        try {
            return frontend.bind();
        } catch (IOException e) {
            throw new StartupException(e.getMessage());
        }
    }

    void stop() {
        System.clearProperty(StartupSignals.STATE);
        System.clearProperty(StartupSignals.UDP);
        System.clearProperty(StartupSignals.HTTP_NETTY);
        System.clearProperty(StartupSignals.HTTP_NETTY_TLS);
        listeners.close();
        cleaner.close();
        tls.close();
        httpNetty.close();
        udp.close();
        // After the frontends, so that the downloads of the last announces are written.
        maintenance.close();
        EventLoops.forgetCallingThread();
    }
}
