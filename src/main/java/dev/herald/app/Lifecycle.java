package dev.herald.app;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import dev.herald.http.volume.VolumeServer;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenDoor;
import dev.herald.net.EventLoops;
import dev.herald.payara.ListenerGuards;
import dev.herald.udp.UdpProbe;
import dev.herald.udp.UdpServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Opens what is durable, then the doors, and closes them again, and tells by {@link StartupSignals} how that went. */
final class Lifecycle {

    private final Settings settings;
    private final Runnable opening;
    private final DatabaseMaintenance upkeep;
    private final UdpServer udp;
    private final VolumeServer volume;
    private final HttpsFrontend tls;
    private final ListenerGuards listeners;
    private final OpenSockets doors;
    private final SwarmCleaner janitor;

    Lifecycle(
            Settings settings,
            Runnable opening,
            DatabaseMaintenance upkeep,
            UdpServer udp,
            VolumeServer volume,
            HttpsFrontend tls,
            ListenerGuards listeners,
            OpenSockets doors,
            SwarmCleaner janitor) {
        this.settings = settings;
        this.opening = opening;
        this.upkeep = upkeep;
        this.udp = udp;
        this.volume = volume;
        this.tls = tls;
        this.listeners = listeners;
        this.doors = doors;
        this.janitor = janitor;
    }

    /**
     * Opens every door of our own, and registers them and the container's.
     *
     * @throws RuntimeException if a door cannot be opened; then none is left open
     */
    void start() {
        System.clearProperty(StartupSignals.FAILURE);
        try {
            opening.run();
            List<Endpoint> datagrams = open(udp::open);
            List<Endpoint> streams = open(volume::open);
            List<Endpoint> covered = open(tls::open);
            listeners.start();
            register(Frontend.UDP, "udp", "udp", datagrams, new UdpProbe());
            HttpProbe ours = HttpProbe.ofOneFamily(settings.volume().proxyProtocolNetworks());
            register(Frontend.VOLUME, "http", "volume", streams, ours);
            register(Frontend.VOLUME_TLS, "https", "volume tls", covered, ours.overTls());
            boolean tls = settings.httpTls().given();
            HttpProbe listener = HttpProbe.ofListener();
            register(
                    Frontend.HTTP,
                    tls ? "https" : "http",
                    "http",
                    List.of(settings.http().bind()),
                    tls ? listener.overTls() : listener);
            janitor.start();
            upkeep.start();
            System.setProperty(StartupSignals.UDP, text(datagrams));
            System.setProperty(StartupSignals.VOLUME, text(streams));
            System.setProperty(StartupSignals.VOLUME_TLS, text(covered));
            System.setProperty(StartupSignals.STATE, "ready");
        } catch (RuntimeException e) {
            stop();
            throw e;
        } finally {
            EventLoops.forgetCallingThread();
        }
    }

    private void register(
            Frontend door, String protocol, String name, List<Endpoint> endpoints, OpenSockets.Probe probe) {
        endpoints.forEach(endpoint ->
                doors.opened(new OpenDoor(door, protocol, name + " " + endpoint, endpoint.toSocketAddress(), probe)));
    }

    private static String text(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }

    /** How a door is opened. */
    private interface Way {
        List<Endpoint> open() throws IOException;
    }

    private static List<Endpoint> open(Way door) {
        try {
            return door.open();
        } catch (IOException e) {
            throw new StartupException(e.getMessage());
        }
    }

    void stop() {
        System.clearProperty(StartupSignals.STATE);
        System.clearProperty(StartupSignals.UDP);
        System.clearProperty(StartupSignals.VOLUME);
        System.clearProperty(StartupSignals.VOLUME_TLS);
        listeners.close();
        janitor.close();
        tls.close();
        volume.close();
        udp.close();
        // After the last announce, so that its download is written too.
        upkeep.close();
        EventLoops.forgetCallingThread();
    }
}
