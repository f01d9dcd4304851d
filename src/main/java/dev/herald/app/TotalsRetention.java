package dev.herald.app;

import dev.herald.bittorrent.InfoHash;
import dev.herald.registry.DownloadTotals;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.Swarms;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Removes download totals of torrents that are neither listed nor were announced within the retention time from memory and from the
 * database, in small steps. Used by one thread at a time.
 *
 * <p>Processes one shard a minute and each shard once a day: stores the day of the last announce of the torrents announced since the last
 * time, so the database is at most a day late, and removes the expired totals from memory and then from the database. Rows of torrents
 * that are not in memory are found by reading some thousand rows of the table a minute.
 */
final class TotalsRetention {

    /** Torrents that share a transaction. */
    private static final int BATCH = 1000;

    /** Days that the database may be late: one for the interval, and one during which the database is unavailable. */
    private static final int LATE_DAYS = 2;

    private static final long DAY_SECONDS = 86_400;

    /** Memory per total, in tables that are half full. */
    private static final int TOTAL_BYTES = 40;

    private static final int HEAP_DIVISOR = 8;

    private final Swarms swarms;
    private final DownloadTotals totals;
    private final Predicate<InfoHash> listed;
    private final int days;
    private final SteadyClock clock;

    /** The day on which each shard was last processed. */
    private final long[] processedDay;

    private int next;
    private String cleaned = "";

    /**
     * Creates one with a retention time in days.
     *
     * @param clock the clock of announces
     */
    TotalsRetention(Swarms swarms, DownloadTotals totals, Predicate<InfoHash> listed, int days, SteadyClock clock) {
        this.swarms = swarms;
        this.totals = totals;
        this.listed = listed;
        this.days = days;
        this.clock = clock;
        this.processedDay = new long[swarms.shards()];
        // The first round begins right after the start.
        Arrays.fill(processedDay, totals.today() - 1);
    }

    /** Returns the maximum number of torrents with a total: the setting, or what an eighth of the heap holds if that is less. */
    static int maxTotals(int setting, long heapBytes) {
        return (int) Math.min(setting, heapBytes / HEAP_DIVISOR / TOTAL_BYTES);
    }

    /**
     * Reads the totals into memory and returns their number.
     *
     * @throws dev.herald.registry.RegistryUnavailableException if the database is unavailable
     */
    long load() {
        long today = totals.today();
        long now = clock.second();
        totals.forEach(
                today - days,
                (infoHash, completed, day) ->
                        swarms.restoreDownloads(infoHash, completed, now - (today - day) * DAY_SECONDS));
        return swarms.downloadedTorrents();
    }

    /**
     * Processes the next shard and the next rows. Must be called once a minute.
     *
     * @throws dev.herald.registry.RegistryUnavailableException if the database is unavailable
     */
    void step() {
        long today = totals.today();
        int shard = next;
        next = (next + 1) % processedDay.length;
        if (processedDay[shard] != today) {
            processShard(shard, today, clock.second());
            processedDay[shard] = today;
        }
        long now = clock.second();
        cleaned = totals.clean(
                cleaned,
                today - days - LATE_DAYS,
                infoHash -> swarms.scrape(infoHash, now).downloaded() > 0);
    }

    private void processShard(int shard, long today, long now) {
        Map<InfoHash, Long> announced = new HashMap<>();
        Set<InfoHash> old = new HashSet<>();
        swarms.downloads(shard, now, (infoHash, daysAgo) -> {
            if (today - daysAgo >= processedDay[shard]) {
                announced.put(infoHash, today - daysAgo);
            } else if (daysAgo > days && !listed.test(infoHash)) {
                old.add(infoHash);
            }
            if (announced.size() == BATCH) {
                totals.setAnnounced(announced);
                announced.clear();
            }
            if (old.size() == BATCH) {
                remove(old, today, now);
            }
        });
        totals.setAnnounced(announced);
        remove(old, today, now);
    }

    private void remove(Set<InfoHash> old, long today, long now) {
        old.removeIf(infoHash -> !swarms.forgetDownloads(infoHash, now, days + 1));
        totals.remove(old, today - days);
        old.clear();
    }
}
