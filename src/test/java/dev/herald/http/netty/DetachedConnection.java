package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.http.HttpSettings;
import dev.herald.http.HttpTracker;
import dev.herald.metrics.Metrics;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Supplier;

/** An HTTP connection without a socket: responses are appended to a buffer of the test, and not sent. */
final class DetachedConnection implements HttpConnection.Output {

    static final Address PEER = Address.ofIpv4(0x7f000001);

    final HttpConnection http;
    private final Supplier<ByteBuf> buffer;
    private final Runnable onClose;

    DetachedConnection(ManualEventLoop loop, Supplier<ByteBuf> buffer, Runnable onClose) {
        this.buffer = buffer;
        this.onClose = onClose;
        http = new HttpConnection(worker(loop), PEER, this);
        http.startTimer();
    }

    /** A worker with a limit of 10 connections, an idle time-out of 30 seconds and a head time-out of 10 seconds. */
    static HttpWorker worker(ManualEventLoop loop) {
        HttpTracker tracker =
                TestServer.tracker(new HttpSettings(TestServer.endpoint("[::]:7070"), List.of(), true), new Metrics());
        return new HttpWorker(
                tracker,
                tracker.newRecorder(),
                new ConnectionLimiter(10, 10, List.of()),
                new RequestHead(),
                new ResponseWriter(),
                loop.eventLoop(),
                List.of(),
                30,
                10);
    }

    @Override
    public ByteBuf buffer() {
        return buffer.get();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void flush() {}

    @Override
    public void shutdownOutput() {}

    @Override
    public void close() {
        onClose.run();
        http.closed();
    }
}
