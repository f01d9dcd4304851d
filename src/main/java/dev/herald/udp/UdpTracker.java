package dev.herald.udp;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.metrics.FaultLog;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Recorder;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.Prefetcher;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;

/**
 * The UDP tracker protocol (BEP 15) from one datagram to its answer, whatever carries the datagrams. It belongs to one
 * thread.
 *
 * <p>Nothing is answered to an address that has not proved that it receives what is sent to it, except a connect, whose
 * answer is as long as the shortest request; so nobody can use the tracker to flood somebody else.
 */
final class UdpTracker {

    /** Length of the longest answer: it passes every IPv6 link in one piece. */
    static final int MOST_BYTES = 1232;

    private static final int ACTION = 8;
    private static final int HEADER_BYTES = 16;
    private static final int MOST_SCRAPED = 74;

    private final ConnectionIds connectionIds;
    private final Tracker tracker;
    private final Recorder recorder;
    private final FaultLog faults;

    /** These four serve one request after the other, so that nothing is allocated for any. */
    private final AnnouncePacket announcePacket = new AnnouncePacket();

    private final DatagramAnnounceReply announceReply = new DatagramAnnounceReply();
    private final ScrapeRequest scrapeRequest = new ScrapeRequest(MOST_SCRAPED);
    private final DatagramScrapeReply scrapeReply = new DatagramScrapeReply();

    UdpTracker(ConnectionIds connectionIds, Tracker tracker, Recorder recorder, FaultLog faults) {
        this.connectionIds = connectionIds;
        this.tracker = tracker;
        this.recorder = recorder;
        this.faults = faults;
    }

    /**
     * Carries out one request.
     *
     * @param second when it came, in seconds since 1970
     * @param out empty memory for the answer with a limit of at least {@value #MOST_BYTES}; its position is behind the answer
     *     afterwards, at 0 if there is none
     */
    void handle(Datagram datagram, long second, ByteBuffer out) {
        ByteBuffer in = datagram.bytes();
        Family family = datagram.family();
        if (in.remaining() < HEADER_BYTES || datagram.port() == 0) {
            recorder.count(family, RequestType.OTHER, Outcome.MALFORMED);
            return;
        }
        long connectionId = in.getLong();
        int action = in.getInt();
        int transactionId = in.getInt();
        RequestType kind = Action.kind(action);
        if (kind == RequestType.CONNECT) {
            connect(connectionId, datagram, transactionId, second, out);
        } else if (!connectionIds.accepts(connectionId, datagram.senderHigh(), datagram.senderLow(), second)) {
            recorder.count(family, kind, Outcome.BAD_CONNECTION_ID);
            if (kind == RequestType.ANNOUNCE && in.remaining() >= AnnouncePacket.BYTES - HEADER_BYTES) {
                recorder.badConnectionId(family, ClientName.number(in.getLong(in.position() + InfoHash.BYTES)));
            }
        } else {
            switch (kind) {
                case ANNOUNCE -> announce(datagram, transactionId, second, out);
                case SCRAPE -> scrape(in, family, transactionId, second, out);
                default -> invalid(family, kind, transactionId, "unknown action", out);
            }
        }
    }

    /** Expects a datagram that {@link #handle} will be given soon, and looks only for what would make it quicker. */
    static void expect(Datagram datagram, Prefetcher foresight) {
        ByteBuffer in = datagram.bytes();
        int at = in.position();
        if (in.remaining() >= AnnouncePacket.BYTES && in.getInt(at + ACTION) == Action.ANNOUNCE) {
            foresight.expect(
                    in.getLong(at + HEADER_BYTES),
                    in.getLong(at + HEADER_BYTES + Long.BYTES),
                    in.getInt(at + HEADER_BYTES + 2 * Long.BYTES),
                    datagram.senderHigh(),
                    datagram.senderLow(),
                    in.getShort(at + AnnouncePacket.PORT) & 0xffff);
        }
    }

    private void connect(long connectionId, Datagram datagram, int transactionId, long second, ByteBuffer out) {
        if (connectionId != ConnectionIds.PROTOCOL_ID) {
            recorder.count(datagram.family(), RequestType.CONNECT, Outcome.MALFORMED);
            return;
        }
        out.putInt(Action.CONNECT)
                .putInt(transactionId)
                .putLong(connectionIds.issue(datagram.senderHigh(), datagram.senderLow(), second));
        recorder.count(datagram.family(), RequestType.CONNECT, Outcome.ANSWERED);
    }

    private void announce(Datagram datagram, int transactionId, long second, ByteBuffer out) {
        Family family = datagram.family();
        if (datagram.bytes().remaining() < AnnouncePacket.BYTES - HEADER_BYTES) {
            invalid(family, RequestType.ANNOUNCE, transactionId, "announce too short", out);
            return;
        }
        AnnounceRequest request = announcePacket.parse(datagram, second);
        try {
            tracker.announce(request, announceReply.begin(out, transactionId));
        } catch (RuntimeException | Error e) {
            failed(family, RequestType.ANNOUNCE, out, transactionId, e);
            return;
        }
        recorder.count(family, RequestType.ANNOUNCE, announceReply.outcome());
    }

    private void scrape(ByteBuffer in, Family family, int transactionId, long second, ByteBuffer out) {
        // No options here: a scrape over UDP cannot carry a key.
        scrapeRequest.received(AccessKey.NONE, second);
        while (in.remaining() >= InfoHash.BYTES && scrapeRequest.size() < MOST_SCRAPED) {
            scrapeRequest.add(in.getLong(), in.getLong(), in.getInt());
        }
        try {
            tracker.scrape(scrapeRequest, scrapeReply.begin(out, transactionId));
        } catch (RuntimeException | Error e) {
            failed(family, RequestType.SCRAPE, out, transactionId, e);
            return;
        }
        recorder.count(family, RequestType.SCRAPE, scrapeReply.outcome());
    }

    private void invalid(Family family, RequestType kind, int transactionId, String text, ByteBuffer out) {
        recorder.count(family, kind, Outcome.INVALID);
        ErrorPacket.write(out, transactionId, text);
    }

    private void failed(Family family, RequestType kind, ByteBuffer out, int transactionId, Throwable cause) {
        faults.log("A UDP request", cause);
        recorder.count(family, kind, Outcome.FAILED);
        ErrorPacket.write(out, transactionId, Rejection.INTERNAL_ERROR.reason());
    }
}
