package dev.herald.http.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/** An event loop on the calling thread whose clock is set by the test. */
final class ManualEventLoop {

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    /** Lets seconds pass and runs the tasks that are due at the end of each. */
    void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            ticker.advance(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    /** Runs the tasks that are due, and returns whether any is left. */
    boolean hasScheduledTask() {
        return channel.runScheduledPendingTasks() >= 0;
    }
}
