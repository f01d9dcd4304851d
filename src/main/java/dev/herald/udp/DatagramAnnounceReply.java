package dev.herald.udp;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Outcome;
import dev.herald.tracker.AnnounceAnswer;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import io.netty.buffer.ByteBuf;

/** Writes the announce answer of BEP 15: peers first, behind the room for the header, which is filled in at the end. */
final class DatagramAnnounceReply implements AnnounceReply {

    static final int HEADER_BYTES = 20;

    private final ByteBuf out;
    private final int transactionId;
    private Outcome outcome = Outcome.FAILED;

    DatagramAnnounceReply(ByteBuf out, int transactionId) {
        this.out = out.writerIndex(HEADER_BYTES);
        this.transactionId = transactionId;
    }

    @Override
    public void peers(Family family, byte[] wire, int offset, int count) {
        out.writeBytes(wire, offset, count * family.peerBytes());
    }

    @Override
    public void accepted(AnnounceAnswer answer) {
        out.setInt(0, Action.ANNOUNCE)
                .setInt(4, transactionId)
                .setInt(8, answer.intervalSeconds())
                .setInt(12, answer.counts().incomplete())
                .setInt(16, answer.counts().complete());
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
