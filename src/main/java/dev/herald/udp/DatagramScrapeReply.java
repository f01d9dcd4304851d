package dev.herald.udp;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.metrics.Outcome;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;
import io.netty.buffer.ByteBuf;

/** Writes the scrape answer of BEP 15: counts in the order of the request, without the hashes. */
final class DatagramScrapeReply implements ScrapeReply {

    static final int HEADER_BYTES = 8;
    static final int TORRENT_BYTES = 12;

    private final ByteBuf out;
    private final int transactionId;
    private Outcome outcome = Outcome.FAILED;

    DatagramScrapeReply(ByteBuf out, int transactionId) {
        this.out = out.writeInt(Action.SCRAPE).writeInt(transactionId);
        this.transactionId = transactionId;
    }

    @Override
    public void torrent(InfoHash infoHash, SwarmCounts counts) {
        out.writeInt(counts.complete()).writeInt(counts.downloaded()).writeInt(counts.incomplete());
    }

    @Override
    public void done() {
        outcome = Outcome.ANSWERED;
    }

    @Override
    public void rejected(Rejection rejection, String text) {
        ErrorPacket.write(out, transactionId, text);
        outcome = Outcome.REJECTED;
    }

    /** What has become of the request; {@link Outcome#FAILED} as long as nothing was answered. */
    Outcome outcome() {
        return outcome;
    }
}
