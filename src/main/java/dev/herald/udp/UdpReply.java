package dev.herald.udp;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Reason;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes answers of BEP 15. Used for one request after the other. */
abstract class UdpReply {

    ByteBuffer out = ByteBuffer.allocate(0);
    int transactionId;
    private boolean answered;
    private Reason reason = Reason.INTERNAL_ERROR;

    final void begin(ByteBuffer memory, int transaction) {
        out = memory;
        transactionId = transaction;
        answered = false;
        reason = Reason.INTERNAL_ERROR;
    }

    final void answered() {
        answered = true;
    }

    /** Implements {@link AnnounceReply#rejected} and {@link ScrapeReply#rejected}. */
    public final void rejected(Rejection rejection, String text) {
        writeError(out, transactionId, text);
        reason = rejection.counted();
    }

    /** Whether the request was carried out. */
    final boolean isAnswered() {
        return answered;
    }

    /** Why it was not; undefined if it {@link #isAnswered}. */
    final Reason reason() {
        return reason;
    }

    /** Writes an error without terminating NUL, in place of what {@code out} contains. */
    static void writeError(ByteBuffer out, int transactionId, String text) {
        out.clear().putInt(UdpTracker.ERROR).putInt(transactionId);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.put(bytes, 0, Math.min(bytes.length, out.remaining()));
    }

    /** Writes the peers after the space of the header, and the header at the end. */
    static final class Announce extends UdpReply implements AnnounceReply {

        @Override
        public Frontend frontend() {
            return Frontend.UDP;
        }

        private static final int HEADER_BYTES = 20;

        /** Begins the answer in an empty buffer. */
        Announce to(ByteBuffer memory, int transaction) {
            begin(memory.position(HEADER_BYTES), transaction);
            return this;
        }

        @Override
        public void peers(Family family, byte[] wire, int offset, int count) {
            out.put(wire, offset, count * family.peerBytes());
        }

        @Override
        public void counts(int complete, int incomplete, int downloaders, int downloaded) {
            out.putInt(12, incomplete).putInt(16, complete);
        }

        @Override
        public void accepted(int intervalSeconds, int minIntervalSeconds) {
            out.putInt(0, UdpTracker.ANNOUNCE).putInt(4, transactionId).putInt(8, intervalSeconds);
            answered();
        }
    }

    /** Writes the counts in the order of the request, without info hashes. */
    static final class Scrape extends UdpReply implements ScrapeReply {

        /** Begins the answer in an empty buffer. */
        Scrape to(ByteBuffer memory, int transaction) {
            begin(memory.putInt(UdpTracker.SCRAPE).putInt(transaction), transaction);
            return this;
        }

        @Override
        public void torrent(long hashHigh, long hashMiddle, int hashLow) {}

        @Override
        public void counts(int complete, int incomplete, int downloaders, int downloaded) {
            out.putInt(complete).putInt(downloaded).putInt(incomplete);
        }

        @Override
        public void done() {
            answered();
        }
    }
}
