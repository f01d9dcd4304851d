package dev.herald.swarm;

/**
 * Settings of the swarm store.
 *
 * @param details whether peer id, transferred bytes and event of each peer's last announce are kept ({@code herald.swarm.details});
 *     otherwise only a fingerprint of the peer id
 * @param emptyRetentionSeconds how long the download count of a torrent outlives its last peer, at least 0
 *     ({@code herald.swarm.empty-retention})
 * @param keepDownloads whether download counts outlive their swarms for good, and completions are collected for the database
 *     ({@code herald.totals.persist}); {@code emptyRetentionSeconds} has no effect then
 * @param maxPeers the most peers (by address family) and torrents together; 0 is unlimited ({@code herald.memory.max-peers})
 * @param maxTotals the most torrents with a download count that outlives their swarms, at least 0
 *     ({@code herald.totals.max-torrents}); beyond it only listed torrents get one
 * @param excludeSameKey whether peers that announce with the same key are not returned to each other ({@code herald.private})
 */
public record SwarmSettings(
        boolean details,
        int emptyRetentionSeconds,
        boolean keepDownloads,
        int maxPeers,
        int maxTotals,
        boolean excludeSameKey) {

    /**
     * Assumed bytes of heap per peer or torrent without details. Measured without and with details: 111 and 221 in the worst case, swarms
     * of 257 IPv6 peers half of which have left since the last cleaning; 62 and 142 before they leave; 29 and 65 for two IPv4 peers and
     * their torrent.
     */
    private static final long BYTES = 96;

    private static final long BYTES_WITH_DETAILS = 216;

    /** The peers and torrents that two thirds of a heap can hold, whatever is announced. */
    public static int peersOf(long heapBytes, boolean details) {
        long peers = heapBytes / 3 * 2 / (details ? BYTES_WITH_DETAILS : BYTES);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, peers));
    }

    /** Of a public tracker without limits, and without download counts that outlive their swarms. */
    public SwarmSettings(boolean details, int emptyRetentionSeconds) {
        this(details, emptyRetentionSeconds, false, 0, Integer.MAX_VALUE, false);
    }

    /** A copy with another limit of download counts. */
    public SwarmSettings withMaxTotals(int totals) {
        return new SwarmSettings(details, emptyRetentionSeconds, keepDownloads, maxPeers, totals, excludeSameKey);
    }

    /** Validates the ranges. */
    public SwarmSettings {
        if (emptyRetentionSeconds < 0) {
            throw new IllegalArgumentException(
                    "herald.swarm.empty-retention must be at least 0 seconds, but is " + emptyRetentionSeconds);
        }
        if (maxTotals < 0) {
            throw new IllegalArgumentException("herald.totals.max-torrents must be at least 0, but is " + maxTotals);
        }
        if (maxPeers < 0) {
            throw new IllegalArgumentException("herald.memory.max-peers must be at least 0, but is " + maxPeers);
        }
    }
}
