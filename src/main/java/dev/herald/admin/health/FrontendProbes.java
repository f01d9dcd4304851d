package dev.herald.admin.health;

import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenDoor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Knows whether the doors answer. An inquiry asks every one of them through the network; what they say stands for a moment,
 * so that however often health is asked, the doors are not kept busy with it.
 */
public final class FrontendProbes {

    /** How long an inquiry stands. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private final OpenSockets doors;
    private final LongSupplier nanoTime;

    // Both guarded by the lock of this object, which is held during an inquiry: whoever asks meanwhile gets its
    // outcome.
    private Map<String, String> complaints = Map.of();
    private long inquiredAt;
    private boolean inquired;

    /**
     * Watches {@code doors}.
     *
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public FrontendProbes(OpenSockets doors, LongSupplier nanoTime) {
        this.doors = doors;
        this.nanoTime = nanoTime;
    }

    /** What is wrong with each door, by its name and in the order of opening; the empty string for one that answers. */
    public synchronized Map<String, String> complaints() {
        long now = nanoTime.getAsLong();
        if (!inquired || now - inquiredAt > FRESH.toNanos()) {
            complaints = inquire();
            inquiredAt = nanoTime.getAsLong();
            inquired = true;
        }
        return complaints;
    }

    private Map<String, String> inquire() {
        Map<String, String> found = new LinkedHashMap<>();
        for (OpenDoor door : doors.open()) {
            found.put(door.name(), door.probe().ask(door.address()));
        }
        return found;
    }
}
