package dev.herald.http;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;

/** The body of an answer to one scrape (BEP 48, and {@code downloaders} of BEP 21). Torrents come in the order of their bytes. */
final class ScrapeBody implements ScrapeReply {

    /** More than one torrent takes while its counts have four digits. */
    private static final int TORRENT = 100;

    private final Bencode out;
    private Reply reply = new Reply.Rejected(Rejection.INTERNAL_ERROR, Rejection.INTERNAL_ERROR.reason());

    ScrapeBody(int torrents) {
        out = new Bencode(16 + torrents * TORRENT);
        out.dictionary().text("files").dictionary();
    }

    /** What the tracker has said. */
    Reply reply() {
        return reply;
    }

    @Override
    public void torrent(InfoHash infoHash, SwarmCounts counts) {
        out.startString(InfoHash.BYTES)
                .word(infoHash.high(), Long.BYTES)
                .word(infoHash.middle(), Long.BYTES)
                .word(infoHash.low(), Integer.BYTES);
        out.dictionary();
        out.text("complete").integer(counts.complete());
        out.text("downloaded").integer(counts.downloaded());
        out.text("downloaders").integer(counts.downloaders());
        out.text("incomplete").integer(counts.incomplete());
        out.end();
    }

    @Override
    public void done() {
        reply = new Reply.Body(out.end().end().toBytes());
    }

    @Override
    public void rejected(Rejection rejection, String text) {
        reply = new Reply.Rejected(rejection, text);
    }
}
