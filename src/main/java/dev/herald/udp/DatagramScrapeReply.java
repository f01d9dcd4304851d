package dev.herald.udp;

import dev.herald.metrics.Outcome;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;
import java.nio.ByteBuffer;

/** Writes scrape answers of BEP 15, one after the other: counts in the order of the request, without the hashes. */
final class DatagramScrapeReply implements ScrapeReply {

    private ByteBuffer out = ByteBuffer.allocate(0);
    private int transactionId;
    private Outcome outcome = Outcome.FAILED;

    /** Begins the answer to another request in empty memory. */
    DatagramScrapeReply begin(ByteBuffer memory, int transaction) {
        out = memory.putInt(Action.SCRAPE).putInt(transaction);
        transactionId = transaction;
        outcome = Outcome.FAILED;
        return this;
    }

    @Override
    public void torrent(long hashHigh, long hashMiddle, int hashLow) {
        // The client knows what it asked for.
    }

    @Override
    public void counts(int complete, int incomplete, int downloaders, int downloaded) {
        out.putInt(complete).putInt(downloaded).putInt(incomplete);
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
