package dev.herald.admin.events;

import dev.herald.access.AccessSettings;
import dev.herald.metrics.OpenSockets.OpenSocket;
import java.util.function.Function;

/**
 * What stays the same until the end of the process.
 *
 * @param version of Herald
 * @param started when the process has started, in seconds since 1970
 * @param maxPeers the most peers and torrents in memory; 0 is unlimited
 * @param access the mode of the tracker
 * @param announceUrl the announce URL of a listener, for clients
 */
public record ServerInfo(
        String version, long started, long maxPeers, AccessSettings access, Function<OpenSocket, String> announceUrl) {}
