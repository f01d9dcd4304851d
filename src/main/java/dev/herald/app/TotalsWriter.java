package dev.herald.app;

import dev.herald.bittorrent.InfoHash;
import dev.herald.registry.DownloadTotals;
import dev.herald.swarm.DownloadSink;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes the completed downloads out of the swarms and writes them down, a batch of torrents at a time; all others stay where they
 * are while the database is away. A batch that may or may not have been written is written again, as it was and with the number
 * that it had. Used by one thread at a time.
 */
final class TotalsWriter {

    /** Torrents that share a transaction. */
    static final int BATCH = 1000;

    /** Batches after which other work has its turn. */
    private static final int MOST_BATCHES = 1000;

    private final Source downloads;
    private final Target totals;
    private final Map<InfoHash, Long> batch = new HashMap<>();
    private long flush;

    /** Hands over what was completed since the last time, for so many torrents at most. */
    interface Source {
        void drain(int most, DownloadSink sink);
    }

    /** Adds it up in the database, as {@link DownloadTotals#add} does. */
    interface Target {
        void add(long flush, Map<InfoHash, Long> downloads);
    }

    TotalsWriter(Source downloads, Target totals) {
        this.downloads = downloads;
        this.totals = totals;
    }

    /**
     * Writes all that there is.
     *
     * @throws dev.herald.registry.RegistryUnavailableException if the database is away; nothing is lost by that
     */
    void write() {
        for (int i = 0; i < MOST_BATCHES; i++) {
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
