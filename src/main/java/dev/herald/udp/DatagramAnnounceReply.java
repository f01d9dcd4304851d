package dev.herald.udp;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Outcome;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import java.nio.ByteBuffer;

/**
 * Writes announce answers of BEP 15, one after the other: peers first, behind the room for the header, which is filled in at the end.
 */
final class DatagramAnnounceReply implements AnnounceReply {

    static final int HEADER_BYTES = 20;

    private ByteBuffer out = ByteBuffer.allocate(0);
    private int transactionId;
    private Outcome outcome = Outcome.FAILED;

    /** Begins the answer to another request in empty memory. */
    DatagramAnnounceReply begin(ByteBuffer memory, int transaction) {
        out = memory.position(HEADER_BYTES);
        transactionId = transaction;
        outcome = Outcome.FAILED;
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
        out.putInt(0, Action.ANNOUNCE).putInt(4, transactionId).putInt(8, intervalSeconds);
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
