package dev.herald.registry;

/**
 * How often and for how long things are kept.
 *
 * @param totalsIntervalSeconds between two writes of download totals, 1 to 3600 ({@code herald.totals.interval})
 * @param expiredRetentionSeconds for which a key is kept after it has expired, at least 0
 *     ({@code herald.private.expired-retention})
 * @param auditRetentionSeconds for which the audit is kept, at least 0 ({@code herald.audit.retention})
 */
public record UpkeepSettings(int totalsIntervalSeconds, int expiredRetentionSeconds, int auditRetentionSeconds) {

    /** Checks the bounds. */
    public UpkeepSettings {
        if (totalsIntervalSeconds < 1 || totalsIntervalSeconds > 3600) {
            throw new IllegalArgumentException(
                    "herald.totals.interval must be from 1 to 3600 seconds, but is " + totalsIntervalSeconds);
        }
        requireNotNegative("herald.private.expired-retention", expiredRetentionSeconds);
        requireNotNegative("herald.audit.retention", auditRetentionSeconds);
    }

    private static void requireNotNegative(String key, int seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException(key + " must be at least 0 seconds, but is " + seconds);
        }
    }
}
