package dev.herald.launcher;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/**
 * Waits for a time when the machine has little else to do: a Herald that has just come up may have a crowd waiting for it, and
 * what is done beside costs it caches even with the least priority.
 */
final class Leisure {

    /** Share of all processors that are busy when nothing is done beside. */
    private static final double BUSY = 0.5;

    /** A machine that is always busy must start fast, too. */
    private static final int MOST_PAUSES = 40;

    /** Lets some time pass. */
    @FunctionalInterface
    interface Pause {
        void end() throws InterruptedException;
    }

    private Leisure() {}

    /** Waits for at least one pause, and goes on as soon as the machine had time during the last one. */
    static void await(Pause pause) throws InterruptedException {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        machine.getCpuLoad(); // what it tells is the load since the last call
        await(machine::getCpuLoad, pause);
    }

    static void await(DoubleSupplier load, Pause pause) throws InterruptedException {
        for (int i = 0; i < MOST_PAUSES; i++) {
            pause.end();
            if (load.getAsDouble() < BUSY) {
                return;
            }
        }
    }
}
