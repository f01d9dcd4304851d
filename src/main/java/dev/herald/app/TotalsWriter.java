package dev.herald.app;

import dev.herald.bittorrent.InfoHash;
import dev.herald.registry.Totals;
import dev.herald.swarm.DownloadSink;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the completed downloads out of the swarms and writes them down. What could not be written waits here for the next time,
 * a number for each torrent. Used by one thread at a time.
 */
final class TotalsWriter {

    /** Torrents that share a transaction. */
    static final int BATCH = 1000;

    private final Consumer<DownloadSink> downloads;
    private final Consumer<Map<InfoHash, Long>> totals;
    private final Map<InfoHash, Long> waiting = new HashMap<>();

    /**
     * A writer.
     *
     * @param downloads hands over what was completed since the last time
     * @param totals adds it up in the database, as {@link Totals#add} does
     */
    TotalsWriter(Consumer<DownloadSink> downloads, Consumer<Map<InfoHash, Long>> totals) {
        this.downloads = downloads;
        this.totals = totals;
    }

    /**
     * Writes all that there is.
     *
     * @throws dev.herald.registry.RegistryUnavailable if the database is away; nothing is lost by that
     */
    void write() {
        downloads.accept((infoHash, count) -> waiting.merge(infoHash, (long) count, Long::sum));
        while (!waiting.isEmpty()) {
            Map<InfoHash, Long> batch = new HashMap<>();
            Iterator<Map.Entry<InfoHash, Long>> entries = waiting.entrySet().iterator();
            while (batch.size() < BATCH && entries.hasNext()) {
                Map.Entry<InfoHash, Long> entry = entries.next();
                batch.put(entry.getKey(), entry.getValue());
            }
            totals.accept(batch);
            waiting.keySet().removeAll(batch.keySet());
        }
    }
}
