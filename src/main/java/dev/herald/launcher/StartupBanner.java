package dev.herald.launcher;

import dev.herald.bittorrent.Endpoint;
import dev.herald.net.PublicAddresses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The message that Herald prints when it has started.
 *
 * @param version of Herald
 * @param addresses the hosts of the URLs
 * @param frontends listeners that answer announces
 * @param operator the operator's listener
 * @param code the one-time code of the console, if there is one
 * @param token the API token, if this start has created it
 * @param warnings what limits this installation, each with its remedy
 * @param maxPeers the maximum number of peers and torrents in memory; 0 means unlimited
 * @param heapBytes the maximum heap
 * @param dataDir the data directory
 * @param settingsFile the settings file
 */
record StartupBanner(
        String version,
        PublicAddresses addresses,
        List<Listener> frontends,
        Listener operator,
        Optional<String> code,
        Optional<String> token,
        List<String> warnings,
        int maxPeers,
        long heapBytes,
        Path dataDir,
        Path settingsFile) {

    /** Before the second and further values of a label. */
    private static final String CONTINUATION = "\n            ";

    StartupBanner {
        frontends = List.copyOf(frontends);
        warnings = List.copyOf(warnings);
    }

    /**
     * A bound address.
     *
     * @param scheme such as {@code udp}
     * @param ofContainer whether it is a listener of the container, whose IPv6 wildcard accepts IPv4 too; a socket of Herald accepts one
     *     family
     */
    record Listener(String scheme, Endpoint bound, boolean ofContainer) {

        /** URLs without a path for clients, possibly none. */
        List<String> urls(PublicAddresses addresses) {
            return addresses.urls(scheme, bound, ofContainer);
        }

        /** A URL without a path for a client on this machine. */
        String localUrl() {
            String host = bound.address().toInetAddress().isAnyLocalAddress()
                    ? "127.0.0.1:" + bound.port()
                    : bound.toString();
            return scheme + "://" + host;
        }
    }

    /** Returns the message. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("Herald " + version + " is up.");
        add(
                lines,
                "announce",
                frontends.stream().flatMap(this::announceUrls).distinct().toList());
        String root = operator.urls(addresses).stream().findFirst().orElseGet(operator::localUrl);
        add(lines, "operator", List.of(root + "/"));
        code.ifPresent(secret -> add(
                lines,
                "console",
                List.of(root + "/console/#code=" + secret + "  (signs you in once, within 5 minutes)")));
        token.ifPresent(secret ->
                add(lines, "token", List.of(secret + "  (new, for the console and the API; it is not shown again)")));
        add(lines, "warning", warnings);
        add(
                lines,
                "store",
                List.of((maxPeers == 0 ? "any number of" : "at most " + maxPeers) + " peers and torrents, in a heap of "
                        + (heapBytes >> 20) + " MB"));
        add(lines, "data", List.of(dataDir.toString()));
        add(lines, "settings", List.of(settingsFile.toString()));
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, String label, List<String> values) {
        if (!values.isEmpty()) {
            lines.add("  " + label + " ".repeat(CONTINUATION.length() - 3 - label.length())
                    + String.join(CONTINUATION, values));
        }
    }

    private Stream<String> announceUrls(Listener frontend) {
        Stream<String> urls = frontend.urls(addresses).stream().map(url -> url + "/announce");
        // One is sufficient, because the other frontends are faster.
        return frontend.ofContainer() ? urls.limit(1).map(url -> url + "  (for a reverse proxy)") : urls;
    }
}
