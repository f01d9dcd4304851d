package dev.herald.udp;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Outcome;
import dev.herald.tracker.AnnounceAnswer;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import java.nio.ByteBuffer;

/** Writes the announce answer of BEP 15: peers first, behind the room for the header, which is filled in at the end. */
final class DatagramAnnounceReply implements AnnounceReply {

    static final int HEADER_BYTES = 20;

    private final ByteBuffer out;
    private final int transactionId;
    private Outcome outcome = Outcome.FAILED;

    DatagramAnnounceReply(ByteBuffer out, int transactionId) {
        this.out = out.position(HEADER_BYTES);
        this.transactionId = transactionId;
    }

    @Override
    public void peers(Family family, byte[] wire, int offset, int count) {
        out.put(wire, offset, count * family.peerBytes());
    }

    @Override
    public void accepted(AnnounceAnswer answer) {
        out.putInt(0, Action.ANNOUNCE)
                .putInt(4, transactionId)
                .putInt(8, answer.intervalSeconds())
                .putInt(12, answer.counts().incomplete())
                .putInt(16, answer.counts().complete());
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
