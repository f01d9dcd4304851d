package dev.herald.swarm;

/**
 * What the swarm store keeps.
 *
 * @param details whether peer id, transferred bytes, event and time of each peer's last announce are kept
 *     ({@code herald.swarm.details}); without them a fingerprint of the peer id is
 * @param emptyRetentionSeconds how long the download count of a torrent outlives its last peer, at least 0
 *     ({@code herald.swarm.empty-retention})
 */
public record SwarmSettings(boolean details, int emptyRetentionSeconds) {

    /** Checks the bounds. */
    public SwarmSettings {
        if (emptyRetentionSeconds < 0) {
            throw new IllegalArgumentException(
                    "herald.swarm.empty-retention must be at least 0 seconds, but is " + emptyRetentionSeconds);
        }
    }
}
