package dev.herald.app;

import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Doors;
import dev.herald.metrics.Doors.OpenDoor;
import dev.herald.udp.UdpProbe;
import dev.herald.udp.UdpServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Opens the doors and closes them again.
 *
 * <p>How the start went is told to whoever started the container, who shares nothing with the application but the system
 * properties: {@value #UDP} and then, last of all, {@value #STATE}; or {@value #FAILURE}.
 */
final class Lifecycle {

    /** {@code ready} once everything is open. */
    static final String STATE = "dev.herald.state";

    /** Where the UDP tracker is really bound, separated by commas. */
    static final String UDP = "dev.herald.udp";

    /** Why Herald could not start, on one line. */
    static final String FAILURE = "dev.herald.failure";

    private final Settings settings;
    private final UdpServer udp;
    private final Doors doors;
    private final Janitor janitor;

    Lifecycle(Settings settings, UdpServer udp, Doors doors, Janitor janitor) {
        this.settings = settings;
        this.udp = udp;
        this.doors = doors;
        this.janitor = janitor;
    }

    /**
     * Opens every door of our own, and registers them and the container's.
     *
     * @throws RuntimeException if a door cannot be opened; then none is left open
     */
    void start() {
        System.clearProperty(FAILURE);
        try {
            List<Endpoint> bound = open();
            mendRequestHeads();
            bound.forEach(endpoint ->
                    doors.opened(new OpenDoor("udp " + endpoint, endpoint.toSocketAddress(), new UdpProbe())));
            Endpoint http = settings.http().bind();
            doors.opened(new OpenDoor("http " + http, http.toSocketAddress(), new HttpProbe()));
            janitor.start();
            System.setProperty(UDP, bound.stream().map(Endpoint::toString).collect(Collectors.joining(",")));
            System.setProperty(STATE, "ready");
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

    private List<Endpoint> open() {
        try {
            return udp.open();
        } catch (IOException e) {
            throw new StartFailure(e.getMessage());
        }
    }

    void stop() {
        System.clearProperty(STATE);
        System.clearProperty(UDP);
        janitor.close();
        udp.close();
    }
}
