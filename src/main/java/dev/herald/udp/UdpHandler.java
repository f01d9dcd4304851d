package dev.herald.udp;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.FaultLog;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Recorder;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.Prefetcher;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** What is done with the datagrams of one socket, whatever carries them. It belongs to one thread. */
final class UdpHandler {

    /** One batch of so many is timed: to look at a clock for every request would cost more than to count it. */
    static final int BATCHES_A_TIMING = 256;

    private static final long UNREAD = Long.MIN_VALUE;

    private final UdpTracker tracker;
    private final Family family;
    private final Recorder recorder;
    private final FaultLog faults;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Prefetcher foresight;

    /** Batches until one is timed. */
    private int untilTimed;

    /** When the present batch came, or {@link #UNREAD}. */
    private long second = UNREAD;

    UdpHandler(
            UdpTracker tracker,
            Family family,
            Recorder recorder,
            FaultLog faults,
            InstantSource clock,
            LongSupplier nanoTime,
            Prefetcher foresight) {
        this.tracker = tracker;
        this.family = family;
        this.recorder = recorder;
        this.faults = faults;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.foresight = foresight;
    }

    /** Expects a datagram that {@link #handle} will be given after all others of its batch were expected, too. */
    void expect(Datagram datagram) {
        try {
            UdpTracker.expect(datagram, foresight);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Prepares for all that is expected. */
    void prepare() {
        try {
            foresight.prepare();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /**
     * Carries out a request, as {@link UdpTracker#handle}; whatever goes wrong, nothing is thrown.
     *
     * @return whether there is an answer
     */
    boolean handle(Datagram datagram, ByteBuffer out) {
        try {
            if (untilTimed > 0) {
                tracker.handle(datagram, second(), out);
            } else {
                timed(datagram, out);
            }
            return out.position() > 0;
        } catch (RuntimeException | Error e) {
            failed(e);
            return false;
        }
    }

    /** Refusals and silence are quick and would make the averages look better than they are. */
    private void timed(Datagram datagram, ByteBuffer out) {
        long second = second();
        long start = nanoTime.getAsLong();
        tracker.handle(datagram, second, out);
        long end = nanoTime.getAsLong();
        if (out.position() > 0 && out.getInt(0) != Action.ERROR) {
            recorder.took(Action.kind(out.getInt(0)), end - start);
        }
    }

    /** Counts a request that was not even looked at, because the network takes no more answers. */
    void dropped() {
        recorder.count(family, RequestType.OTHER, Outcome.FAILED);
    }

    /** Counts and logs a failure that is a fault of the tracker. */
    void failed(Throwable cause) {
        recorder.count(family, RequestType.OTHER, Outcome.FAILED);
        faults.log("A UDP request", cause);
    }

    /** Lets the clock be read again for the next datagram. */
    void endOfBatch() {
        second = UNREAD;
        untilTimed = untilTimed > 0 ? untilTimed - 1 : BATCHES_A_TIMING - 1;
    }

    private long second() {
        if (second == UNREAD) {
            second = Math.floorDiv(clock.millis(), 1000);
        }
        return second;
    }
}
