package dev.herald.app;

import dev.herald.bittorrent.InfoHash;
import dev.herald.registry.DownloadTotals;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * Moves completed downloads from the swarm store to the database in batches. While the database is unavailable, they stay in the swarm
 * store. A batch whose commit was in doubt is written again, unchanged and with the same flush number, so that it counts once. Used by one
 * thread at a time.
 */
final class TotalsWriter {

    /** Torrents per transaction. */
    static final int BATCH = 1000;

    /** Batches per call. */
    private static final int MAX_BATCHES = 1000;

    private final Source downloads;
    private final Target totals;
    private final Map<InfoHash, Long> batch = new HashMap<>();
    private long flush;

    /** Removes completed downloads of up to {@code max} torrents from the swarm store. */
    interface Source {
        void drain(int max, ObjIntConsumer<InfoHash> sink);
    }

    /** Adds a batch to the totals in the database; see {@link DownloadTotals#add}. */
    interface Target {
        void add(long flush, Map<InfoHash, Long> downloads);
    }

    TotalsWriter(Source downloads, Target totals) {
        this.downloads = downloads;
        this.totals = totals;
    }

    /**
     * Writes all completed downloads.
     *
     * @throws dev.herald.registry.RegistryUnavailableException if the database is unavailable; nothing is lost
     */
    void write() {
        for (int i = 0; i < MAX_BATCHES; i++) {
            if (batch.isEmpty()) {
                flush++;
                downloads.drain(BATCH, (infoHash, count) -> batch.merge(infoHash, (long) count, Long::sum));
            }
            if (batch.isEmpty()) {
                return;
            }
            totals.add(flush, batch);
            batch.clear();
        }
    }
}
