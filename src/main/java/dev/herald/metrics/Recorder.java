package dev.herald.metrics;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counters of one frontend. Thread-safe. No method allocates. */
public final class Recorder {

    private static final int FAMILIES = Family.values().length;
    private static final int KINDS = RequestType.values().length;
    private static final int OUTCOMES = Outcome.values().length;
    private static final int REASONS = Reason.values().length;

    private static final int IN = 0;
    private static final int OUT = 1;

    private final Frontend frontend;
    private final RejectionLog log;
    private final AtomicLongArray counts = new AtomicLongArray(FAMILIES * KINDS * OUTCOMES);
    private final AtomicLongArray rejections = new AtomicLongArray(FAMILIES * REASONS);
    private final AtomicLongArray badIds = new AtomicLongArray(FAMILIES * ClientName.count());
    private final AtomicLongArray nanos = new AtomicLongArray(KINDS);
    private final AtomicLongArray timed = new AtomicLongArray(KINDS * AnswerTimes.BUCKETS);
    private final AtomicLongArray bytes = new AtomicLongArray(2);

    Recorder(Frontend frontend, RejectionLog log) {
        this.frontend = frontend;
        this.log = log;
    }

    /** Counts one request. If it was rejected, use one of the other methods, which count the reason too. */
    public void count(Family family, RequestType kind, Outcome outcome) {
        counts.getAndIncrement(index(family, kind, outcome));
    }

    /** Counts a request that was rejected or dropped before a torrent was known. */
    public void rejected(RequestType kind, Reason reason, long addressHigh, long addressLow) {
        count(Address.family(addressHigh, addressLow), kind, reason.outcome());
        log.add(rejection(reason, addressHigh, addressLow), frontend, reason, addressHigh, addressLow);
    }

    /** Does the same. */
    public void rejected(RequestType kind, Reason reason, Address client) {
        rejected(kind, reason, client.high(), client.low());
    }

    /** Counts an announce that was rejected. */
    public void rejected(Reason reason, AnnounceRequest request) {
        rejectedAnnounce(
                reason,
                request.hashHigh(),
                request.hashMiddle(),
                request.hashLow(),
                request.idHigh(),
                request.sourceHigh(),
                request.sourceLow());
    }

    /**
     * Counts an announce that was rejected.
     *
     * @param peerId bytes 0 to 7 of the peer id
     */
    public void rejectedAnnounce(
            Reason reason,
            long hashHigh,
            long hashMiddle,
            int hashLow,
            long peerId,
            long addressHigh,
            long addressLow) {
        count(Address.family(addressHigh, addressLow), RequestType.ANNOUNCE, reason.outcome());
        long count = rejection(reason, addressHigh, addressLow);
        log.add(count, frontend, reason, hashHigh, hashMiddle, hashLow, peerId, addressHigh, addressLow);
    }

    /** Counts a connection that was closed before it sent a request. */
    public void rejectedConnection(Reason reason, Address client) {
        long count = rejection(reason, client.high(), client.low());
        log.add(count, frontend, reason, client.high(), client.low());
    }

    /** Counts a rejection of an unknown client, such as a datagram that is not read. */
    public void rejected(RequestType kind, Reason reason, Family family) {
        count(family, kind, reason.outcome());
        rejections.getAndIncrement(index(family, reason));
    }

    /** Counts a rejection and returns how many there were before. */
    private long rejection(Reason reason, long addressHigh, long addressLow) {
        return rejections.getAndIncrement(index(Address.family(addressHigh, addressLow), reason));
    }

    /**
     * Records the processing time of a request in nanoseconds. Frontends time a sample, because reading the clock costs more than
     * counting.
     */
    public void took(RequestType kind, long requestNanos) {
        nanos.getAndAdd(kind.ordinal(), requestNanos);
        timed.getAndIncrement(kind.ordinal() * AnswerTimes.BUCKETS + AnswerTimes.bucket(requestNanos));
    }

    /** Counts bytes of requests and answers. */
    public void transferred(long in, long out) {
        bytes.getAndAdd(IN, in);
        bytes.getAndAdd(OUT, out);
    }

    /**
     * Counts an announce with an invalid connection id by client, in addition to its outcome.
     *
     * @param client see {@link ClientName#number}
     */
    public void badConnectionId(Family family, int client) {
        badIds.getAndIncrement(family.ordinal() * ClientName.count() + client);
    }

    /** Returns the number of announces of a client with an invalid connection id. */
    long badIds(Family family, int client) {
        return badIds.get(family.ordinal() * ClientName.count() + client);
    }

    /** Returns the total time of the requests that were timed. */
    long nanos(RequestType kind) {
        return nanos.get(kind.ordinal());
    }

    /** Returns the number of requests that were timed, by the bucket of {@link AnswerTimes}. */
    long timed(RequestType kind, int bucket) {
        return timed.get(kind.ordinal() * AnswerTimes.BUCKETS + bucket);
    }

    long read(Family family, RequestType kind, Outcome outcome) {
        return counts.get(index(family, kind, outcome));
    }

    long rejections(Family family, Reason reason) {
        return rejections.get(index(family, reason));
    }

    long bytesIn() {
        return bytes.get(IN);
    }

    long bytesOut() {
        return bytes.get(OUT);
    }

    Frontend frontend() {
        return frontend;
    }

    private static int index(Family family, RequestType kind, Outcome outcome) {
        return (family.ordinal() * KINDS + kind.ordinal()) * OUTCOMES + outcome.ordinal();
    }

    private static int index(Family family, Reason reason) {
        return family.ordinal() * REASONS + reason.ordinal();
    }
}
