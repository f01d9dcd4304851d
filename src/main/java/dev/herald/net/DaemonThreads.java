package dev.herald.net;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Threads beside event loops that keep no process from ending. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** One that does, one after the other, what it is told to do at certain times. */
    public static ScheduledExecutorService single(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
