package dev.herald.app;

import dev.herald.bittorrent.InfoHash;
import dev.herald.registry.DownloadTotals;
import dev.herald.swarm.Swarms;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Keeps download totals of torrents that are listed or were announced lately, in memory and in the database, and lets the rest go,
 * a little at a time. Used by one thread at a time.
 *
 * <p>Each shard is visited once a day, one a minute. What was announced since the visit before is written down then, so the
 * database knows the day of an announce a day late at the latest. What has not been announced for too long leaves memory and then
 * the database. Rows of which memory knows nothing are found by going through the table, some thousand a minute.
 */
final class TotalsRetention {

    /** Torrents that share a transaction. */
    private static final int BATCH = 1000;

    /** How late the database may know of announces, in days; a day for the visits, and one in which they fail. */
    private static final int LATE_DAYS = 2;

    private static final long DAY_SECONDS = 86_400;

    /** What a total takes in memory, with its share of tables that are half full. */
    private static final int TOTAL_BYTES = 40;

    private static final int HEAP_SHARE = 8;

    private final Swarms swarms;
    private final DownloadTotals totals;
    private final Predicate<InfoHash> listed;
    private final int days;
    private final LongSupplier second;

    /** The day of the last visit, by shard. */
    private final long[] visited;

    private int next;
    private String cleaned = "";

    /**
     * Keeps totals for so many days.
     *
     * @param second what announces are told to be the present second
     */
    TotalsRetention(Swarms swarms, DownloadTotals totals, Predicate<InfoHash> listed, int days, LongSupplier second) {
        this.swarms = swarms;
        this.totals = totals;
        this.listed = listed;
        this.days = days;
        this.second = second;
        this.visited = new long[swarms.shards()];
        // Soon after the start they are visited for the first time.
        Arrays.fill(visited, totals.today() - 1);
    }

    /** How many torrents may have a total: as many as the settings say, or as an eighth of the heap holds. */
    static int most(int setting, long heapBytes) {
        return (int) Math.min(setting, heapBytes / HEAP_SHARE / TOTAL_BYTES);
    }

    /**
     * Reads totals into memory.
     *
     * @return how many
     * @throws dev.herald.registry.RegistryUnavailableException if the database is away
     */
    long load() {
        long today = totals.today();
        long now = second.getAsLong();
        totals.forEach(
                today - days,
                (infoHash, completed, day) ->
                        swarms.restoreDownloads(infoHash, completed, now - (today - day) * DAY_SECONDS));
        return swarms.downloadedTorrents();
    }

    /**
     * Visits the next shard and goes through the next rows; to be called once a minute.
     *
     * @throws dev.herald.registry.RegistryUnavailableException if the database is away
     */
    void step() {
        long today = totals.today();
        int shard = next;
        next = (next + 1) % visited.length;
        if (visited[shard] != today) {
            visit(shard, today, second.getAsLong());
            visited[shard] = today;
        }
        long now = second.getAsLong();
        cleaned = totals.clean(
                cleaned,
                today - days - LATE_DAYS,
                infoHash -> swarms.scrape(infoHash, now).downloaded() > 0);
    }

    private void visit(int shard, long today, long now) {
        Map<InfoHash, Long> announced = new HashMap<>();
        Set<InfoHash> old = new HashSet<>();
        swarms.downloads(shard, now, (infoHash, daysAgo) -> {
            if (today - daysAgo >= visited[shard]) {
                announced.put(infoHash, today - daysAgo);
            } else if (daysAgo > days && !listed.test(infoHash)) {
                old.add(infoHash);
            }
            if (announced.size() == BATCH) {
                totals.announced(announced);
                announced.clear();
            }
            if (old.size() == BATCH) {
                remove(old, today, now);
            }
        });
        totals.announced(announced);
        remove(old, today, now);
    }

    private void remove(Set<InfoHash> old, long today, long now) {
        old.removeIf(infoHash -> !swarms.forgetDownloads(infoHash, now, days + 1));
        totals.remove(old, today - days);
        old.clear();
    }
}
