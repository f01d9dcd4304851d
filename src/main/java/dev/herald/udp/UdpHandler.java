package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Kind;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Recorder;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/** What is done with the datagrams of one socket, whatever carries them. It belongs to one thread. */
final class UdpHandler {

    private static final long UNREAD = Long.MIN_VALUE;

    private final UdpTracker tracker;
    private final Family family;
    private final Recorder recorder;
    private final FaultLog faults;
    private final InstantSource clock;

    /** When the present batch came, or {@link #UNREAD}. */
    private long second = UNREAD;

    UdpHandler(UdpTracker tracker, Family family, Recorder recorder, FaultLog faults, InstantSource clock) {
        this.tracker = tracker;
        this.family = family;
        this.recorder = recorder;
        this.faults = faults;
        this.clock = clock;
    }

    /**
     * Carries out a request, as {@link UdpTracker#handle}; whatever goes wrong, nothing is thrown.
     *
     * @return whether there is an answer
     */
    boolean handle(ByteBuffer in, Address sender, int port, ByteBuffer out) {
        try {
            tracker.handle(in, sender, port, second(), out);
            return out.position() > 0;
        } catch (RuntimeException | Error e) {
            failed(e);
            return false;
        }
    }

    /** Counts a request that was not even looked at, because the network takes no more answers. */
    void dropped() {
        recorder.count(family, Kind.OTHER, Outcome.FAILED);
    }

    /** Counts and logs a failure that is a fault of the tracker. */
    void failed(Throwable cause) {
        recorder.count(family, Kind.OTHER, Outcome.FAILED);
        faults.log(cause, second());
    }

    /** Lets the clock be read again for the next datagram. */
    void endOfBatch() {
        second = UNREAD;
    }

    private long second() {
        if (second == UNREAD) {
            second = Math.floorDiv(clock.millis(), 1000);
        }
        return second;
    }
}
