package dev.herald.udp;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets requests gather for a moment when many come, but one by one: to wait for each, to receive it and to send its answer costs
 * more than to answer it. With some ten thousands a second a tenth of a millisecond of patience saves an eighth of the
 * processor's time and, as there is less to do, shortens the longest waits; nobody who announces every half hour minds it.
 *
 * <p>It is not for clients that wait for one answer before they ask again. When a pause has gathered next to nothing there is
 * none for a while, and there is none when few come or so many that they fill batches by themselves. It belongs to one thread.
 */
final class ReceiveCoalescer {

    /** How long a pause is asked to take; Linux makes about twice of it. */
    static final long PAUSE_NANOS = 50_000;

    /** As many requests at a time are enough. */
    static final int MANY = 16;

    /** With fewer a pause was for nothing. */
    static final int WORTHWHILE = 4;

    /** How soon after others requests must come to be worth a pause. */
    static final long SOON_NANOS = 200_000;

    /** How often requests are served without a pause after one that was for nothing. */
    static final int RELUCTANCE = 1024;

    private final LongSupplier nanoTime;
    private final LongConsumer pause;
    private long last;
    private int reluctance;
    private boolean paused;

    /**
     * Has not seen a request yet.
     *
     * @param nanoTime a clock that only goes forward
     * @param pause waits for so many nanoseconds
     */
    ReceiveCoalescer(LongSupplier nanoTime, LongConsumer pause) {
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.last = nanoTime.getAsLong() - SOON_NANOS;
    }

    /** So many requests have come at a time and been served, and no more are there now; may pause. */
    void served(int requests) {
        if (requests <= 0) {
            return;
        }
        if (paused && requests < WORTHWHILE) {
            reluctance = RELUCTANCE;
        }
        paused = false;
        if (requests >= MANY) {
            return;
        }
        if (reluctance > 0) {
            reluctance--;
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - last < SOON_NANOS) {
            pause.accept(PAUSE_NANOS);
            paused = true;
            now = nanoTime.getAsLong();
        }
        last = now;
    }
}
