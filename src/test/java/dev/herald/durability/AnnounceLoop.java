package dev.herald.durability;

import dev.herald.bittorrent.Endpoint;
import dev.herald.conformance.Announce;
import dev.herald.conformance.Answer;
import dev.herald.conformance.FrontendClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that announce in a loop and expect a certain peer in every response. */
final class AnnounceLoop {

    private static final long PAUSE_NANOS = 2_000_000;

    private final Endpoint expected;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean stopped;
    private volatile String failure = "";

    /** Starts one client per frontend. Every response must contain the peer {@code expected}. */
    AnnounceLoop(List<FrontendClient> frontends, String hash, Endpoint expected) {
        this.expected = expected;
        for (int i = 0; i < frontends.size(); i++) {
            FrontendClient frontend = frontends.get(i);
            Announce announce = Clients.leecher(hash, 100 + i);
            threads.add(new Thread(() -> announceInLoop(frontend, announce), "load-" + i));
        }
        threads.forEach(Thread::start);
    }

    private void announceInLoop(FrontendClient frontend, Announce announce) {
        while (!stopped) {
            try {
                Answer answer = frontend.announce(announce);
                if (!answer.peers().contains(expected)) {
                    fail(answer.toString());
                }
                answered.incrementAndGet();
            } catch (RuntimeException | AssertionError e) {
                fail(e.toString());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private synchronized void fail(String what) {
        if (failure.isEmpty()) {
            failure = "after " + answered + " responses: " + what;
        }
    }

    /** Number of responses so far. */
    long answered() {
        return answered.get();
    }

    /** Description of the first failure, or an empty string. */
    String failure() {
        return failure;
    }

    /** Stops the clients and waits for them. */
    void end() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
