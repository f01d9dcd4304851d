package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.PeerId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What a peer said last, {@value #BYTES} bytes: peer id (20), event (1), padding (3), uploaded (8), downloaded (8), left (8).
 * The time stands in the {@link PeerWord}. Answers never read these bytes unless a client asks for peer ids.
 */
final class PeerDetails {

    static final int BYTES = 48;

    private static final int EVENT = PeerId.BYTES;
    private static final int UPLOADED = 24;
    private static final int DOWNLOADED = 32;
    private static final int LEFT = 40;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private PeerDetails() {}

    static void write(byte[] target, int offset, AnnounceRequest request) {
        LONG.set(target, offset, request.idHigh());
        LONG.set(target, offset + 8, request.idMiddle());
        INT.set(target, offset + 16, request.idLow());
        target[offset + EVENT] = (byte) request.event().ordinal();
        LONG.set(target, offset + UPLOADED, request.uploaded());
        LONG.set(target, offset + DOWNLOADED, request.downloaded());
        LONG.set(target, offset + LEFT, request.left());
    }

    static SwarmPeer.Details read(byte[] source, int offset) {
        return new SwarmPeer.Details(
                PeerId.of(source, offset),
                (long) LONG.get(source, offset + UPLOADED),
                (long) LONG.get(source, offset + DOWNLOADED),
                (long) LONG.get(source, offset + LEFT),
                AnnounceEvent.ofNumber(source[offset + EVENT]));
    }
}
