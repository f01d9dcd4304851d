package dev.herald.http;

import dev.herald.bittorrent.InfoHash;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;

/**
 * Writes the response to one scrape (BEP 48, and {@code downloaders} of BEP 21), torrents in the order of their bytes. A swarm is locked
 * while it passes on its counts, so they are only copied then, and written with the next call.
 */
final class ScrapeBody implements ScrapeReply {

    /** More than the size of a torrent whose counts have four digits. */
    private static final int TORRENT_BYTES = 100;

    private final BencodeWriter out;
    private final FailureResponses failures;
    private boolean hasCounts;
    private int complete;
    private int incomplete;
    private int downloaders;
    private int downloaded;
    private TrackerResponse response;

    ScrapeBody(int torrents, FailureResponses failures) {
        this.failures = failures;
        response = failures.of(Rejection.INTERNAL_ERROR);
        out = new BencodeWriter(16 + torrents * TORRENT_BYTES);
        out.dictionary().text("files").dictionary();
    }

    /** The response, after the tracker has called {@link #done} or {@link #rejected}. */
    TrackerResponse response() {
        return response;
    }

    @Override
    public void torrent(long hashHigh, long hashMiddle, int hashLow) {
        writeCounts();
        out.startString(InfoHash.BYTES)
                .word(hashHigh, Long.BYTES)
                .word(hashMiddle, Long.BYTES)
                .word(hashLow, Integer.BYTES);
    }

    @Override
    public void counts(int seeders, int others, int activeOthers, int downloads) {
        complete = seeders;
        incomplete = others;
        downloaders = activeOthers;
        downloaded = downloads;
        hasCounts = true;
    }

    @Override
    public void done() {
        writeCounts();
        response = TrackerResponse.bencoded(out.end().end().toBytes());
    }

    @Override
    public void rejected(Rejection rejection, String text) {
        response = failures.of(rejection, text);
    }

    /**
     * Writes the counts of the previous torrent. Omits {@code downloaders} if it equals {@code incomplete}, because clients of Torrust panic
     * on an unknown member.
     */
    private void writeCounts() {
        if (hasCounts) {
            out.dictionary();
            out.text("complete").integer(complete);
            out.text("downloaded").integer(downloaded);
            if (downloaders < incomplete) {
                out.text("downloaders").integer(downloaders);
            }
            out.text("incomplete").integer(incomplete);
            out.end();
            hasCounts = false;
        }
    }
}
