package dev.herald.tracker;

/**
 * How announces are answered. A policy that makes no sense cannot be constructed.
 *
 * @param intervalSeconds when clients shall announce again, 60 to 14400 ({@code herald.announce.interval})
 * @param minIntervalSeconds the least time between announces, 30 up to the interval ({@code herald.announce.min-interval})
 * @param jitterPercent how much longer an interval may be, at random, 0 to 50 ({@code herald.announce.jitter})
 * @param defaultPeers peers for a client that names no number, 0 up to the maximum ({@code herald.announce.default-peers})
 * @param maxPeers the most peers of an answer, 1 to 200 ({@code herald.announce.max-peers})
 * @param unreachable what becomes of peers at port 0 or 1 ({@code herald.announce.unreachable})
 * @param seederFillOnStart whether a client that starts with nothing left, nothing uploaded and nothing downloaded is given
 *     seeders too ({@code herald.announce.seeder-fill-on-start})
 */
public record AnnouncePolicy(
        int intervalSeconds,
        int minIntervalSeconds,
        int jitterPercent,
        int defaultPeers,
        int maxPeers,
        Unreachable unreachable,
        boolean seederFillOnStart) {

    /** What becomes of an announce from port 0 or 1, where nobody can connect to. */
    public enum Unreachable {
        /** It is answered and not stored. */
        ANSWER,
        /** It is refused. */
        REJECT
    }

    /** Checks every bound. */
    public AnnouncePolicy {
        require(intervalSeconds, 60, 14_400, "herald.announce.interval", "seconds");
        require(minIntervalSeconds, 30, intervalSeconds, "herald.announce.min-interval", "seconds");
        require(jitterPercent, 0, 50, "herald.announce.jitter", "percent");
        require(maxPeers, 1, 200, "herald.announce.max-peers", "peers");
        require(defaultPeers, 0, maxPeers, "herald.announce.default-peers", "peers");
    }

    /** How long a peer is remembered after its last announce, in seconds: twice the interval and ten percent. */
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
