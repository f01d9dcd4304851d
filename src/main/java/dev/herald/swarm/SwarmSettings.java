package dev.herald.swarm;

/**
 * What the swarm store keeps.
 *
 * @param details whether peer id, transferred bytes, event and time of each peer's last announce are kept
 *     ({@code herald.swarm.details}); without them a fingerprint of the peer id is
 * @param emptyRetentionSeconds how long the download count of a torrent outlives its last peer, at least 0
 *     ({@code herald.swarm.empty-retention})
 * @param keepDownloads whether download counts outlive their swarms for good and completions are collected to be written
 *     down ({@code herald.totals.persist}); {@code emptyRetentionSeconds} then means nothing
 * @param maxPeers how many peers, those of each address family counted apart, and torrents are stored together; 0 for any number
 *     ({@code herald.memory.max-peers})
 * @param maxTotals how many torrents may have a download count that outlives their swarms, at least 0
 *     ({@code herald.totals.max-torrents}); beyond that only listed torrents gain one
 * @param ownersApart whether peers that announce with the same key are not given to each other ({@code herald.private})
 */
public record SwarmSettings(
        boolean details,
        int emptyRetentionSeconds,
        boolean keepDownloads,
        int maxPeers,
        int maxTotals,
        boolean ownersApart) {

    /**
     * Bytes of heap that a peer or a torrent is taken to cost, without details. Measured, without and with: 111 and 221 where it is
     * most, swarms of 257 peers over IPv6 half of which have left since the last cleaning; 62 and 142 before they leave; 29 and 65
     * for two peers over IPv4 and their torrent.
     */
    private static final long BYTES = 96;

    private static final long BYTES_WITH_DETAILS = 216;

    /** How many peers and torrents two thirds of a heap of so many bytes hold, whatever strangers announce. */
    public static int peersOf(long heapBytes, boolean details) {
        long peers = heapBytes / 3 * 2 / (details ? BYTES_WITH_DETAILS : BYTES);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, peers));
    }

    /** Without download counts that outlive their swarms. */
    public SwarmSettings(boolean details, int emptyRetentionSeconds) {
        this(details, emptyRetentionSeconds, false);
    }

    /** Without a bound to the number of peers, for a public tracker. */
    public SwarmSettings(boolean details, int emptyRetentionSeconds, boolean keepDownloads) {
        this(details, emptyRetentionSeconds, keepDownloads, 0, false);
    }

    /** Without a bound to the number of download counts. */
    public SwarmSettings(
            boolean details, int emptyRetentionSeconds, boolean keepDownloads, int maxPeers, boolean ownersApart) {
        this(details, emptyRetentionSeconds, keepDownloads, maxPeers, Integer.MAX_VALUE, ownersApart);
    }

    /** The same with room for so many download counts. */
    public SwarmSettings withMaxTotals(int totals) {
        return new SwarmSettings(details, emptyRetentionSeconds, keepDownloads, maxPeers, totals, ownersApart);
    }

    /** Checks the bounds. */
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
