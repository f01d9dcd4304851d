package dev.herald.net;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Daemon threads for periodic work beside the event loops. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** Creates an executor with one daemon thread. */
    public static ScheduledExecutorService single(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
