package dev.herald.udp;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.metrics.Kind;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Recorder;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.Tracker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * The UDP tracker protocol (BEP 15) from one datagram to its answer, whatever carries the datagrams. It belongs to one
 * thread, which is also the one that {@link Recorder} counts for.
 *
 * <p>Nothing is answered to an address that has not proved that it receives what is sent to it, except a connect, whose
 * answer is as long as the shortest request; so nobody can use the tracker to flood somebody else.
 */
final class UdpTracker {

    /** Silence: the request gets no answer. */
    static final ByteBuf SILENCE = Unpooled.EMPTY_BUFFER;

    private static final int HEADER_BYTES = 16;
    private static final int MOST_BYTES = 1232;
    private static final int MOST_SCRAPED = 74;

    private final ConnectionIds connectionIds;
    private final BannedAddresses banned;
    private final Tracker tracker;
    private final Recorder recorder;
    private final FaultLog faults;

    UdpTracker(
            ConnectionIds connectionIds, BannedAddresses banned, Tracker tracker, Recorder recorder, FaultLog faults) {
        this.connectionIds = connectionIds;
        this.banned = banned;
        this.tracker = tracker;
        this.recorder = recorder;
        this.faults = faults;
    }

    /**
     * Carries out one request.
     *
     * @param in the datagram; read, but not released
     * @param sender where it came from
     * @param port the port it came from, 0 to 65535
     * @param second when it came, in seconds since 1970
     * @return the answer, to be released by the caller, or {@link #SILENCE}
     */
    ByteBuf handle(ByteBuf in, Address sender, int port, long second, ByteBufAllocator buffers) {
        Family family = sender.family();
        if (in.readableBytes() < HEADER_BYTES || port == 0) {
            return silence(family, Kind.OTHER, Outcome.MALFORMED);
        }
        long connectionId = in.readLong();
        int action = in.readInt();
        int transactionId = in.readInt();
        Kind kind = Action.kind(action);
        if (banned.contains(sender)) {
            return silence(family, kind, Outcome.BANNED);
        }
        if (kind == Kind.CONNECT) {
            return connectionId == ConnectionIds.PROTOCOL_ID
                    ? connect(sender, transactionId, second, buffers)
                    : silence(family, kind, Outcome.MALFORMED);
        }
        if (!connectionIds.accepts(connectionId, sender, second)) {
            banned.badId(sender);
            return silence(family, kind, Outcome.BAD_CONNECTION_ID);
        }
        return switch (kind) {
            case ANNOUNCE -> announce(in, sender, transactionId, second, buffers);
            case SCRAPE -> scrape(in, family, transactionId, second, buffers);
            default -> invalid(family, kind, transactionId, "unknown action", buffers);
        };
    }

    private ByteBuf connect(Address sender, int transactionId, long second, ByteBufAllocator buffers) {
        recorder.count(sender.family(), Kind.CONNECT, Outcome.ANSWERED);
        return buffers.directBuffer(HEADER_BYTES)
                .writeInt(Action.CONNECT)
                .writeInt(transactionId)
                .writeLong(connectionIds.issue(sender, second));
    }

    private ByteBuf announce(ByteBuf in, Address sender, int transactionId, long second, ByteBufAllocator buffers) {
        Family family = sender.family();
        if (in.readableBytes() < AnnouncePacket.BYTES - HEADER_BYTES) {
            return invalid(family, Kind.ANNOUNCE, transactionId, "announce too short", buffers);
        }
        AnnounceRequest request = AnnouncePacket.parse(in, sender, second);
        int bytes = DatagramAnnounceReply.HEADER_BYTES + request.capacity() * family.peerBytes();
        ByteBuf out = buffers.directBuffer(bytes, MOST_BYTES);
        DatagramAnnounceReply reply = new DatagramAnnounceReply(out, transactionId);
        try {
            tracker.announce(request, reply);
        } catch (RuntimeException | Error e) {
            return failed(family, Kind.ANNOUNCE, out, transactionId, second, e);
        }
        recorder.count(family, Kind.ANNOUNCE, reply.outcome());
        return out;
    }

    private ByteBuf scrape(ByteBuf in, Family family, int transactionId, long second, ByteBufAllocator buffers) {
        InfoHash[] infoHashes = new InfoHash[Math.min(in.readableBytes() / InfoHash.BYTES, MOST_SCRAPED)];
        for (int i = 0; i < infoHashes.length; i++) {
            infoHashes[i] = new InfoHash(in.readLong(), in.readLong(), in.readInt());
        }
        // No options here: a scrape over UDP cannot carry a key.
        ScrapeRequest request = new ScrapeRequest(List.of(infoHashes), AccessKey.NONE, second);
        int bytes = DatagramScrapeReply.HEADER_BYTES + infoHashes.length * DatagramScrapeReply.TORRENT_BYTES;
        ByteBuf out = buffers.directBuffer(bytes, MOST_BYTES);
        DatagramScrapeReply reply = new DatagramScrapeReply(out, transactionId);
        try {
            tracker.scrape(request, reply);
        } catch (RuntimeException | Error e) {
            return failed(family, Kind.SCRAPE, out, transactionId, second, e);
        }
        recorder.count(family, Kind.SCRAPE, reply.outcome());
        return out;
    }

    private ByteBuf silence(Family family, Kind kind, Outcome outcome) {
        recorder.count(family, kind, outcome);
        return SILENCE;
    }

    private ByteBuf invalid(Family family, Kind kind, int transactionId, String text, ByteBufAllocator buffers) {
        recorder.count(family, kind, Outcome.INVALID);
        ByteBuf out = buffers.directBuffer(ErrorPacket.HEADER_BYTES + text.length(), MOST_BYTES);
        ErrorPacket.write(out, transactionId, text);
        return out;
    }

    private ByteBuf failed(Family family, Kind kind, ByteBuf out, int transactionId, long second, Throwable cause) {
        faults.log(cause, second);
        recorder.count(family, kind, Outcome.FAILED);
        ErrorPacket.write(out, transactionId, Rejection.INTERNAL_ERROR.reason());
        return out;
    }
}
