package dev.herald.app;

import dev.herald.bittorrent.Endpoint;
import dev.herald.http.volume.VolumeServer;
import dev.herald.metrics.Doors;
import dev.herald.metrics.Doors.OpenDoor;
import dev.herald.udp.UdpProbe;
import dev.herald.udp.UdpServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Opens what is durable, then the doors, and closes them again, and tells by {@link StartSignals} how that went. */
final class Lifecycle {

    private final Settings settings;
    private final Runnable opening;
    private final Upkeep upkeep;
    private final UdpServer udp;
    private final VolumeServer volume;
    private final TlsDoor tls;
    private final Doors doors;
    private final Janitor janitor;

    Lifecycle(
            Settings settings,
            Runnable opening,
            Upkeep upkeep,
            UdpServer udp,
            VolumeServer volume,
            TlsDoor tls,
            Doors doors,
            Janitor janitor) {
        this.settings = settings;
        this.opening = opening;
        this.upkeep = upkeep;
        this.udp = udp;
        this.volume = volume;
        this.tls = tls;
        this.doors = doors;
        this.janitor = janitor;
    }

    /**
     * Opens every door of our own, and registers them and the container's.
     *
     * @throws RuntimeException if a door cannot be opened; then none is left open
     */
    void start() {
        System.clearProperty(StartSignals.FAILURE);
        try {
            opening.run();
            List<Endpoint> datagrams = open(udp::open);
            List<Endpoint> streams = open(volume::open);
            List<Endpoint> covered = open(tls::open);
            mendRequestHeads();
            datagrams.forEach(endpoint ->
                    doors.opened(new OpenDoor("udp " + endpoint, endpoint.toSocketAddress(), new UdpProbe())));
            streams.forEach(endpoint -> doors.opened(
                    new OpenDoor("volume " + endpoint, endpoint.toSocketAddress(), HttpProbe.ofOneFamily())));
            covered.forEach(endpoint -> doors.opened(new OpenDoor(
                    "volume tls " + endpoint,
                    endpoint.toSocketAddress(),
                    HttpProbe.ofOneFamily().overTls())));
            Endpoint http = settings.http().bind();
            HttpProbe listener = HttpProbe.ofListener();
            doors.opened(new OpenDoor(
                    "http " + http,
                    http.toSocketAddress(),
                    settings.httpTls().given() ? listener.overTls() : listener));
            janitor.start();
            upkeep.start();
            System.setProperty(StartSignals.UDP, text(datagrams));
            System.setProperty(StartSignals.VOLUME, text(streams));
            System.setProperty(StartSignals.VOLUME_TLS, text(covered));
            System.setProperty(StartSignals.STATE, "ready");
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** On a stock server; the launcher opens the listeners later, and does it then. */
    private static void mendRequestHeads() {
        RequestHeads.mend(Lifecycle.class.getClassLoader(), "operator");
        RequestHeads.mend(Lifecycle.class.getClassLoader(), "http-listener");
    }

    private static String text(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }

    /** A door's way to be opened. */
    private interface Door {
        List<Endpoint> open() throws IOException;
    }

    private static List<Endpoint> open(Door door) {
        try {
            return door.open();
        } catch (IOException e) {
            throw new StartFailure(e.getMessage());
        }
    }

    void stop() {
        System.clearProperty(StartSignals.STATE);
        System.clearProperty(StartSignals.UDP);
        System.clearProperty(StartSignals.VOLUME);
        System.clearProperty(StartSignals.VOLUME_TLS);
        janitor.close();
        tls.close();
        volume.close();
        udp.close();
        // After the last announce, so that its download is written too.
        upkeep.close();
    }
}
