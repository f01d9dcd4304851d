package dev.herald.tracker;

import dev.herald.bittorrent.SwarmCounts;

/**
 * What an accepted announce is told besides the peers.
 *
 * @param counts the swarm after this announce
 * @param intervalSeconds when the client shall announce again
 * @param minIntervalSeconds the least time between announces
 */
public record AnnounceAnswer(SwarmCounts counts, int intervalSeconds, int minIntervalSeconds) {}
