package dev.herald.udp;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.FaultLog;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Recorder;
import dev.herald.metrics.RequestType;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Handles the datagrams of one family on one event loop. Used by one thread. */
final class UdpHandler {

    /** One batch in this many is timed, because reading a clock for each request would cost more than counting it. */
    static final int BATCHES_PER_TIMING = 256;

    private static final long UNREAD = Long.MIN_VALUE;

    private final UdpTracker tracker;
    private final Family family;
    private final Recorder recorder;
    private final FaultLog faults;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    private int batchesUntilTiming;

    /** When the current batch was received, or {@link #UNREAD}. */
    private long second = UNREAD;

    UdpHandler(
            UdpTracker tracker,
            Family family,
            Recorder recorder,
            FaultLog faults,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.tracker = tracker;
        this.family = family;
        this.recorder = recorder;
        this.faults = faults;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Carries out a request, like {@link UdpTracker#handle}. Throws nothing.
     *
     * @return whether {@code out} contains an answer
     */
    boolean handle(Datagram datagram, ByteBuffer out) {
        try {
            if (batchesUntilTiming > 0) {
                tracker.handle(datagram, second(), out);
            } else {
                handleTimed(datagram, out);
            }
            return out.position() > 0;
        } catch (RuntimeException | Error e) {
            failed(e);
            return false;
        }
    }

    /** Records only successful requests, because errors are faster and would reduce the mean. */
    private void handleTimed(Datagram datagram, ByteBuffer out) {
        long received = second();
        long start = nanoTime.getAsLong();
        tracker.handle(datagram, received, out);
        long end = nanoTime.getAsLong();
        if (out.position() > 0 && out.getInt(0) != UdpTracker.ERROR) {
            recorder.took(UdpTracker.type(out.getInt(0)), end - start);
        }
    }

    /** Counts a request that was dropped because the send buffer is full. */
    void dropped() {
        recorder.count(family, RequestType.OTHER, Outcome.FAILED);
    }

    /** Counts and logs an internal error. */
    void failed(Throwable cause) {
        recorder.count(family, RequestType.OTHER, Outcome.FAILED);
        faults.log("A UDP request", cause);
    }

    /** Ends a batch: the clock is read again for the next datagram. */
    void endOfBatch() {
        second = UNREAD;
        batchesUntilTiming = batchesUntilTiming > 0 ? batchesUntilTiming - 1 : BATCHES_PER_TIMING - 1;
    }

    private long second() {
        if (second == UNREAD) {
            second = Math.floorDiv(clock.millis(), 1000);
        }
        return second;
    }
}
