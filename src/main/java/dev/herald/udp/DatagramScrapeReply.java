package dev.herald.udp;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.metrics.Outcome;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;
import java.nio.ByteBuffer;

/** Writes the scrape answer of BEP 15: counts in the order of the request, without the hashes. */
final class DatagramScrapeReply implements ScrapeReply {

    private final ByteBuffer out;
    private final int transactionId;
    private Outcome outcome = Outcome.FAILED;

    DatagramScrapeReply(ByteBuffer out, int transactionId) {
        this.out = out.putInt(Action.SCRAPE).putInt(transactionId);
        this.transactionId = transactionId;
    }

    @Override
    public void torrent(InfoHash infoHash, SwarmCounts counts) {
        out.putInt(counts.complete()).putInt(counts.downloaded()).putInt(counts.incomplete());
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
