package dev.herald.http;

import dev.herald.bittorrent.InfoHash;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;

/**
 * The body of an answer to one scrape (BEP 48, and {@code downloaders} of BEP 21). Torrents come in the order of their bytes. A
 * swarm is locked while it tells its counts, so they are only copied then, and written when the next torrent comes.
 */
final class ScrapeBody implements ScrapeReply {

    /** More than one torrent takes while its counts have four digits. */
    private static final int TORRENT = 100;

    private final BencodeWriter out;
    private boolean counted;
    private int complete;
    private int incomplete;
    private int downloaders;
    private int downloaded;
    private Reply reply = new Reply.Rejected(Rejection.INTERNAL_ERROR, Rejection.INTERNAL_ERROR.reason());

    ScrapeBody(int torrents) {
        out = new BencodeWriter(16 + torrents * TORRENT);
        out.dictionary().text("files").dictionary();
    }

    /** What the tracker has said. */
    Reply reply() {
        return reply;
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
        counted = true;
    }

    @Override
    public void done() {
        writeCounts();
        reply = new Reply.Body(out.end().end().toBytes());
    }

    @Override
    public void rejected(Rejection rejection, String text) {
        reply = new Reply.Rejected(rejection, text);
    }

    /**
     * Those of the last torrent, if there was one. {@code downloaders} is left out where it equals {@code incomplete}: Torrust's
     * clients end with a panic at a member that they do not know.
     */
    private void writeCounts() {
        if (counted) {
            out.dictionary();
            out.text("complete").integer(complete);
            out.text("downloaded").integer(downloaded);
            if (downloaders < incomplete) {
                out.text("downloaders").integer(downloaders);
            }
            out.text("incomplete").integer(incomplete);
            out.end();
            counted = false;
        }
    }
}
