package dev.herald.admin.prometheus;

import static dev.herald.bittorrent.Address.ofIpv4;

import dev.herald.admin.health.HealthProbes;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Figure;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Reason;
import dev.herald.metrics.Recorder;
import dev.herald.metrics.RequestType;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics of a tracker that has served some requests, on all frontends, with one of which something is wrong. */
public final class RenderedMetrics {

    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 6969);
    private static final Pattern NAME = Pattern.compile("(?m)^([a-z_:]+)[{ ]");

    private final PrometheusMetrics metrics = metrics();

    /** The text for a header {@code Accept}. */
    String text(String accept) {
        return new String(metrics.exposition(accept).bytes(), StandardCharsets.UTF_8);
    }

    /** The media type for a header {@code Accept}. */
    String mediaType(String accept) {
        return metrics.exposition(accept).mediaType();
    }

    /** The names of all samples. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(text(""));
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    static PrometheusMetrics metrics() {
        Metrics metrics = new Metrics();
        OpenSockets sockets = new OpenSockets();
        for (Frontend frontend : Frontend.values()) {
            boolean fails = frontend == Frontend.HTTP_JAXRS;
            sockets.opened(
                    new OpenSocket(frontend, "udp", frontend.label(), ADDRESS, address -> fails ? "no answer" : ""));
            Recorder recorder = metrics.recorder(frontend);
            recorder.count(Family.IPV4, RequestType.ANNOUNCE, Outcome.ANSWERED);
            recorder.rejected(RequestType.SCRAPE, Reason.FULL_SCRAPE, ofIpv4(7));
            recorder.took(RequestType.ANNOUNCE, 70_000);
            recorder.transferred(98, 26);
            metrics.register(frontend, Figure.OPEN_CONNECTIONS, () -> 3);
        }
        metrics.register(Frontend.UDP, Figure.RECEIVE_BUFFER_DROPS, () -> 5);
        Certificates certificates = new Certificates(metrics.periodicTasks());
        certificates.of("http.netty").used(1_900_000_000);
        HealthProbes probes = new HealthProbes(sockets, () -> {}, System::nanoTime);
        Swarms swarms = new Swarms(new SwarmSettings(true, 86_400), 3600, new Random(1));
        return new PrometheusMetrics(metrics, sockets, certificates, swarms, probes, "0.1.0");
    }
}
