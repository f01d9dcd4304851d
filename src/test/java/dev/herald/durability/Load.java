package dev.herald.durability;

import dev.herald.bittorrent.Endpoint;
import dev.herald.conformance.Announce;
import dev.herald.conformance.Answer;
import dev.herald.conformance.FrontendClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that announce over and over, and want the same answer each time, until its end. */
final class Load {

    private static final long PAUSE_NANOS = 2_000_000;

    private final Endpoint expected;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean over;
    private volatile String complaint = "";

    /** One client for each of {@code frontends}, who all look for the peer that is {@code expected} to be told them. */
    Load(List<FrontendClient> frontends, String hash, Endpoint expected) {
        this.expected = expected;
        for (int i = 0; i < frontends.size(); i++) {
            FrontendClient frontend = frontends.get(i);
            Announce announce = Clients.leecher(hash, 100 + i);
            threads.add(new Thread(() -> announceForEver(frontend, announce), "load-" + i));
        }
        threads.forEach(Thread::start);
    }

    private void announceForEver(FrontendClient frontend, Announce announce) {
        while (!over) {
            try {
                Answer answer = frontend.announce(announce);
                if (!answer.peers().contains(expected)) {
                    complain(answer.toString());
                }
                answered.incrementAndGet();
            } catch (RuntimeException | AssertionError e) {
                complain(e.toString());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private synchronized void complain(String what) {
        if (complaint.isEmpty()) {
            complaint = "after " + answered + " answers: " + what;
        }
    }

    /** Announces that were answered until now. */
    long answered() {
        return answered.get();
    }

    /** What was wrong first; empty if nothing was. */
    String complaint() {
        return complaint;
    }

    /** Ends it. */
    void end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
