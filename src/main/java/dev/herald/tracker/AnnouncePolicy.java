package dev.herald.tracker;

/**
 * Settings of the answers to announces.
 *
 * @param intervalSeconds seconds until the next announce, 60 to 14400 ({@code herald.announce.interval})
 * @param minIntervalSeconds least seconds between announces, 30 to the interval ({@code herald.announce.min-interval})
 * @param jitterPercent the most percent that are added to an interval at random, 0 to 50 ({@code herald.announce.jitter})
 * @param defaultPeers peers for a client that sends no {@code numwant}, 0 to the maximum ({@code herald.announce.default-peers})
 * @param maxPeers the most peers in an answer, 1 to 200 ({@code herald.announce.max-peers})
 * @param unreachable how announces with port 0 or 1 are handled ({@code herald.announce.unreachable})
 * @param seederFillOnStart whether a {@code started} with nothing left, uploaded and downloaded is answered with seeders
 *     too ({@code herald.announce.seeder-fill-on-start})
 */
public record AnnouncePolicy(
        int intervalSeconds,
        int minIntervalSeconds,
        int jitterPercent,
        int defaultPeers,
        int maxPeers,
        Unreachable unreachable,
        boolean seederFillOnStart) {

    /** How an announce with port 0 or 1, to which no peer can connect, is handled. */
    public enum Unreachable {
        /** Answer it without storing the peer. */
        ANSWER,
        /** Reject it. */
        REJECT
    }

    /** Validates the ranges. */
    public AnnouncePolicy {
        require(intervalSeconds, 60, 14_400, "herald.announce.interval", "seconds");
        require(minIntervalSeconds, 30, intervalSeconds, "herald.announce.min-interval", "seconds");
        require(jitterPercent, 0, 50, "herald.announce.jitter", "percent");
        require(maxPeers, 1, 200, "herald.announce.max-peers", "peers");
        require(defaultPeers, 0, maxPeers, "herald.announce.default-peers", "peers");
    }

    /** Seconds from the last announce of a peer to its time-out: twice the interval plus 10 percent, at least 1800. */
    public int peerLifetimeSeconds() {
        return Math.max(2 * intervalSeconds + 2 * intervalSeconds / 10, 1800);
    }

    private static void require(int value, int least, int most, String key, String unit) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    key + " must be from " + least + " to " + most + " " + unit + ", but is " + value);
        }
    }
}
