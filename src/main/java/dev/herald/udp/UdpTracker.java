package dev.herald.udp;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.metrics.FaultLog;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Reason;
import dev.herald.metrics.Recorder;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The UDP tracker protocol (BEP 15), from a datagram to its answer, without sockets. Each event loop has one per family.
 *
 * <p>Without a valid connection id, only a connect is answered, and that answer is as long as the shortest request. So the tracker cannot
 * be used to amplify traffic with forged source addresses.
 */
public final class UdpTracker {

    /** The maximum length of an answer: the payload of the smallest MTU of IPv6. */
    public static final int MAX_ANSWER_BYTES = 1232;

    /** Actions of requests and answers. */
    static final int CONNECT = 0;

    static final int ANNOUNCE = 1;
    static final int SCRAPE = 2;
    static final int ERROR = 3;

    /** One batch in this many is timed, because reading a clock for each request would cost more than counting it. */
    static final int BATCHES_PER_TIMING = 256;

    private static final int HEADER_BYTES = 16;
    private static final int MAX_SCRAPED = 74;
    private static final long UNREAD = Long.MIN_VALUE;

    private final ConnectionIds connectionIds;
    private final Tracker tracker;
    private final Family family;
    private final Recorder recorder;
    private final FaultLog faults;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /** These four are reused for each request, so that none allocates. */
    private final AnnouncePacket announcePacket = new AnnouncePacket();

    private final UdpReply.Announce announceReply = new UdpReply.Announce();
    private final ScrapeRequest scrapeRequest = new ScrapeRequest(MAX_SCRAPED);
    private final UdpReply.Scrape scrapeReply = new UdpReply.Scrape();

    private int batchesUntilTiming;

    /** Bytes of the current batch, which are counted at its end. */
    private long bytesIn;

    private long bytesOut;

    /** When the current batch was received, or {@link #UNREAD}. */
    private long second = UNREAD;

    UdpTracker(
            ConnectionIds connectionIds,
            Tracker tracker,
            Family family,
            Metrics metrics,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.connectionIds = connectionIds;
        this.tracker = tracker;
        this.family = family;
        this.recorder = metrics.recorder(Frontend.UDP);
        this.faults = metrics.faults();
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns a function that creates one for a family.
     *
     * @param connectionKey the key of the connection ids
     * @param clock the clock of requests, read once per batch
     * @throws IllegalArgumentException if the key does not have 16 bytes
     */
    public static Function<Family, UdpTracker> factory(
            byte[] connectionKey, Tracker tracker, Metrics metrics, InstantSource clock) {
        ConnectionIds ids = new ConnectionIds(SipHash.keyed(connectionKey));
        return family -> new UdpTracker(ids, tracker, family, metrics, clock, System::nanoTime);
    }

    /**
     * Carries out a request. Throws nothing.
     *
     * @param out an empty buffer of at least {@value #MAX_ANSWER_BYTES} bytes; afterwards its position is the end of the answer
     * @return whether there is an answer
     */
    public boolean handle(Datagram datagram, ByteBuffer out) {
        bytesIn += datagram.bytes().remaining();
        try {
            if (batchesUntilTiming > 0) {
                answer(datagram, second(), out);
            } else {
                answerTimed(datagram, out);
            }
            bytesOut += out.position();
            return out.position() > 0;
        } catch (RuntimeException | Error e) {
            failed(e);
            return false;
        }
    }

    /** Records only successful requests, because errors are faster and would reduce the mean. */
    private void answerTimed(Datagram datagram, ByteBuffer out) {
        long received = second();
        long start = nanoTime.getAsLong();
        answer(datagram, received, out);
        long end = nanoTime.getAsLong();
        if (out.position() > 0 && out.getInt(0) != ERROR) {
            recorder.took(type(out.getInt(0)), end - start);
        }
    }

    private long second() {
        if (second == UNREAD) {
            second = Math.floorDiv(clock.millis(), 1000);
        }
        return second;
    }

    /** Ends a batch: the clock is read again for the next datagram. */
    public void endOfBatch() {
        second = UNREAD;
        recorder.transferred(bytesIn, bytesOut);
        bytesIn = 0;
        bytesOut = 0;
        batchesUntilTiming = batchesUntilTiming > 0 ? batchesUntilTiming - 1 : BATCHES_PER_TIMING - 1;
    }

    /** Counts a request that was dropped because the send buffer is full. */
    public void dropped() {
        recorder.rejected(RequestType.OTHER, Reason.OVERLOAD, family);
    }

    /** Counts and logs an internal error. */
    public void failed(Throwable cause) {
        recorder.rejected(RequestType.OTHER, Reason.INTERNAL_ERROR, family);
        faults.log("A UDP request", cause);
    }

    private static RequestType type(int action) {
        return switch (action) {
            case CONNECT -> RequestType.CONNECT;
            case ANNOUNCE -> RequestType.ANNOUNCE;
            case SCRAPE -> RequestType.SCRAPE;
            default -> RequestType.OTHER;
        };
    }

    /** Writes the answer to a request that was received at {@code now}, in seconds since 1970, if it has one. */
    void answer(Datagram datagram, long now, ByteBuffer out) {
        ByteBuffer in = datagram.bytes();
        if (in.remaining() < HEADER_BYTES || datagram.port() == 0) {
            rejected(datagram, RequestType.OTHER, Reason.MALFORMED);
            return;
        }
        long connectionId = in.getLong();
        RequestType type = type(in.getInt());
        int transactionId = in.getInt();
        if (type == RequestType.CONNECT) {
            connect(connectionId, datagram, transactionId, now, out);
        } else if (!connectionIds.accepts(connectionId, datagram.senderHigh(), datagram.senderLow(), now)) {
            badConnectionId(datagram, type);
        } else {
            switch (type) {
                case ANNOUNCE -> announce(datagram, transactionId, now, out);
                case SCRAPE -> scrape(datagram, transactionId, now, out);
                default -> invalid(datagram, type, transactionId, "unknown action", out);
            }
        }
    }

    private void rejected(Datagram datagram, RequestType type, Reason reason) {
        recorder.rejected(type, reason, datagram.senderHigh(), datagram.senderLow());
    }

    private void badConnectionId(Datagram datagram, RequestType type) {
        ByteBuffer in = datagram.bytes();
        if (type != RequestType.ANNOUNCE || in.remaining() < AnnouncePacket.BYTES - HEADER_BYTES) {
            rejected(datagram, type, Reason.BAD_CONNECTION_ID);
            return;
        }
        long hashHigh = in.getLong();
        long hashMiddle = in.getLong();
        int hashLow = in.getInt();
        long peerId = in.getLong();
        recorder.rejectedAnnounce(
                Reason.BAD_CONNECTION_ID,
                hashHigh,
                hashMiddle,
                hashLow,
                peerId,
                datagram.senderHigh(),
                datagram.senderLow());
        recorder.badConnectionId(datagram.family(), ClientName.number(peerId));
    }

    private void connect(long connectionId, Datagram datagram, int transactionId, long now, ByteBuffer out) {
        if (connectionId != ConnectionIds.PROTOCOL_ID) {
            rejected(datagram, RequestType.CONNECT, Reason.MALFORMED);
            return;
        }
        out.putInt(CONNECT)
                .putInt(transactionId)
                .putLong(connectionIds.issue(datagram.senderHigh(), datagram.senderLow(), now));
        recorder.count(datagram.family(), RequestType.CONNECT, Outcome.ANSWERED);
    }

    private void announce(Datagram datagram, int transactionId, long now, ByteBuffer out) {
        if (datagram.bytes().remaining() < AnnouncePacket.BYTES - HEADER_BYTES) {
            invalid(datagram, RequestType.ANNOUNCE, transactionId, "announce too short", out);
            return;
        }
        AnnounceRequest request = announcePacket.parse(datagram, now);
        try {
            tracker.announce(request, announceReply.to(out, transactionId));
        } catch (RuntimeException | Error e) {
            failed(datagram, RequestType.ANNOUNCE, out, transactionId, e);
            return;
        }
        if (announceReply.isAnswered()) {
            recorder.count(datagram.family(), RequestType.ANNOUNCE, Outcome.ANSWERED);
        } else {
            recorder.rejected(announceReply.reason(), request);
        }
    }

    private void scrape(Datagram datagram, int transactionId, long now, ByteBuffer out) {
        ByteBuffer in = datagram.bytes();
        scrapeRequest.received(AccessKey.NONE, now); // BEP 41 has no options for scrapes, so they have no key
        while (in.remaining() >= InfoHash.BYTES && scrapeRequest.size() < MAX_SCRAPED) {
            scrapeRequest.add(in.getLong(), in.getLong(), in.getInt());
        }
        try {
            tracker.scrape(scrapeRequest, scrapeReply.to(out, transactionId));
        } catch (RuntimeException | Error e) {
            failed(datagram, RequestType.SCRAPE, out, transactionId, e);
            return;
        }
        if (scrapeReply.isAnswered()) {
            recorder.count(datagram.family(), RequestType.SCRAPE, Outcome.ANSWERED);
        } else {
            rejected(datagram, RequestType.SCRAPE, scrapeReply.reason());
        }
    }

    private void invalid(Datagram datagram, RequestType type, int transactionId, String text, ByteBuffer out) {
        rejected(datagram, type, Reason.INVALID_REQUEST);
        UdpReply.writeError(out, transactionId, text);
    }

    private void failed(Datagram datagram, RequestType type, ByteBuffer out, int transactionId, Throwable cause) {
        faults.log("A UDP request", cause);
        rejected(datagram, type, Reason.INTERNAL_ERROR);
        UdpReply.writeError(out, transactionId, Rejection.INTERNAL_ERROR.reason());
    }
}
