package dev.herald.registry;

/**
 * Write intervals and retention periods.
 *
 * @param totalsIntervalSeconds between two writes of download totals, 1 to 3600 ({@code herald.totals.interval})
 * @param totalsRetentionSeconds how long a total is kept after the last announce of a torrent that is not listed, at
 *     least a day ({@code herald.totals.retention}); rounded up to whole days
 * @param expiredRetentionSeconds how long an expired key is kept, at least 0
 *     ({@code herald.private.expired-retention})
 * @param auditRetentionSeconds how long the audit is kept, at least 0 ({@code herald.audit.retention})
 */
public record MaintenanceSettings(
        int totalsIntervalSeconds, int totalsRetentionSeconds, int expiredRetentionSeconds, int auditRetentionSeconds) {

    private static final int DAY_SECONDS = 86_400;

    public MaintenanceSettings {
        if (totalsIntervalSeconds < 1 || totalsIntervalSeconds > 3600) {
            throw new IllegalArgumentException(
                    "herald.totals.interval must be from 1 to 3600 seconds, but is " + totalsIntervalSeconds);
        }
        if (totalsRetentionSeconds < DAY_SECONDS) {
            throw new IllegalArgumentException("herald.totals.retention must be at least " + DAY_SECONDS
                    + " seconds, a day, but is " + totalsRetentionSeconds);
        }
        requireNotNegative("herald.private.expired-retention", expiredRetentionSeconds);
        requireNotNegative("herald.audit.retention", auditRetentionSeconds);
    }

    /** {@code totalsRetentionSeconds} in days, rounded up. */
    public int totalsRetentionDays() {
        return (int) ((totalsRetentionSeconds + DAY_SECONDS - 1L) / DAY_SECONDS);
    }

    private static void requireNotNegative(String key, int seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException(key + " must be at least 0 seconds, but is " + seconds);
        }
    }
}
