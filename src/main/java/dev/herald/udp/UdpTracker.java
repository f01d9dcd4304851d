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
import dev.herald.tracker.Rejection;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;

/**
 * The UDP tracker protocol (BEP 15), from a datagram to its answer, without sockets. Used by one thread.
 *
 * <p>Without a valid connection id, only a connect is answered, and that answer is as long as the shortest request. So the tracker cannot
 * be used to amplify traffic with forged source addresses.
 */
final class UdpTracker {

    /** The maximum length of an answer: the payload of the smallest MTU of IPv6. */
    static final int MAX_ANSWER_BYTES = 1232;

    /** Actions of requests and answers. */
    static final int CONNECT = 0;

    static final int ANNOUNCE = 1;
    static final int SCRAPE = 2;
    static final int ERROR = 3;

    private static final int HEADER_BYTES = 16;
    private static final int MAX_SCRAPED = 74;

    private final ConnectionIds connectionIds;
    private final Tracker tracker;
    private final Recorder recorder;
    private final FaultLog faults;

    /** These four are reused for each request, so that none allocates. */
    private final AnnouncePacket announcePacket = new AnnouncePacket();

    private final UdpReply.Announce announceReply = new UdpReply.Announce();
    private final ScrapeRequest scrapeRequest = new ScrapeRequest(MAX_SCRAPED);
    private final UdpReply.Scrape scrapeReply = new UdpReply.Scrape();

    UdpTracker(ConnectionIds connectionIds, Tracker tracker, Recorder recorder, FaultLog faults) {
        this.connectionIds = connectionIds;
        this.tracker = tracker;
        this.recorder = recorder;
        this.faults = faults;
    }

    /** The type of a request with that action. */
    static RequestType type(int action) {
        return switch (action) {
            case CONNECT -> RequestType.CONNECT;
            case ANNOUNCE -> RequestType.ANNOUNCE;
            case SCRAPE -> RequestType.SCRAPE;
            default -> RequestType.OTHER;
        };
    }

    /**
     * Carries out a request.
     *
     * @param second when it was received, in seconds since 1970
     * @param out an empty buffer of at least {@value #MAX_ANSWER_BYTES} bytes; afterwards its position is the end of the answer, 0 if there
     *     is none
     */
    void handle(Datagram datagram, long second, ByteBuffer out) {
        ByteBuffer in = datagram.bytes();
        Family family = datagram.family();
        if (in.remaining() < HEADER_BYTES || datagram.port() == 0) {
            recorder.count(family, RequestType.OTHER, Outcome.MALFORMED);
            return;
        }
        long connectionId = in.getLong();
        RequestType type = type(in.getInt());
        int transactionId = in.getInt();
        if (type == RequestType.CONNECT) {
            connect(connectionId, datagram, transactionId, second, out);
        } else if (!connectionIds.accepts(connectionId, datagram.senderHigh(), datagram.senderLow(), second)) {
            recorder.count(family, type, Outcome.BAD_CONNECTION_ID);
            if (type == RequestType.ANNOUNCE && in.remaining() >= AnnouncePacket.BYTES - HEADER_BYTES) {
                recorder.badConnectionId(family, ClientName.number(in.getLong(in.position() + InfoHash.BYTES)));
            }
        } else {
            switch (type) {
                case ANNOUNCE -> announce(datagram, transactionId, second, out);
                case SCRAPE -> scrape(in, family, transactionId, second, out);
                default -> invalid(family, type, transactionId, "unknown action", out);
            }
        }
    }

    private void connect(long connectionId, Datagram datagram, int transactionId, long second, ByteBuffer out) {
        if (connectionId != ConnectionIds.PROTOCOL_ID) {
            recorder.count(datagram.family(), RequestType.CONNECT, Outcome.MALFORMED);
            return;
        }
        out.putInt(CONNECT)
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
            tracker.announce(request, announceReply.to(out, transactionId));
        } catch (RuntimeException | Error e) {
            failed(family, RequestType.ANNOUNCE, out, transactionId, e);
            return;
        }
        recorder.count(family, RequestType.ANNOUNCE, announceReply.outcome());
    }

    private void scrape(ByteBuffer in, Family family, int transactionId, long second, ByteBuffer out) {
        scrapeRequest.received(AccessKey.NONE, second); // BEP 41 has no options for scrapes, so they have no key
        while (in.remaining() >= InfoHash.BYTES && scrapeRequest.size() < MAX_SCRAPED) {
            scrapeRequest.add(in.getLong(), in.getLong(), in.getInt());
        }
        try {
            tracker.scrape(scrapeRequest, scrapeReply.to(out, transactionId));
        } catch (RuntimeException | Error e) {
            failed(family, RequestType.SCRAPE, out, transactionId, e);
            return;
        }
        recorder.count(family, RequestType.SCRAPE, scrapeReply.outcome());
    }

    private void invalid(Family family, RequestType type, int transactionId, String text, ByteBuffer out) {
        recorder.count(family, type, Outcome.INVALID);
        UdpReply.writeError(out, transactionId, text);
    }

    private void failed(Family family, RequestType type, ByteBuffer out, int transactionId, Throwable cause) {
        faults.log("A UDP request", cause);
        recorder.count(family, type, Outcome.FAILED);
        UdpReply.writeError(out, transactionId, Rejection.INTERNAL_ERROR.reason());
    }
}
