package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.http.HttpSettings;
import dev.herald.metrics.Metrics;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Supplier;

/** A conversation without a connection: what is answered is written where the test says, and goes nowhere. */
final class Unconnected extends HttpConnection {

    static final Address PEER = Address.ofIpv4(0x7f000001);

    private final Supplier<ByteBuf> room;
    private final Runnable closed;

    /**
     * One with a loop of its own.
     *
     * @param room where answers are written
     * @param closed is told when it is over
     */
    Unconnected(ManualEventLoop loop, Supplier<ByteBuf> room, Runnable closed) {
        super(worker(loop), PEER);
        this.room = room;
        this.closed = closed;
        startTimer();
    }

    /** One that nobody else uses. */
    static HttpWorker worker(ManualEventLoop loop) {
        return new HttpWorker(
                TestServer.tracker(new HttpSettings(TestServer.endpoint("[::]:7070"), List.of(), true), new Metrics()),
                new ConnectionLimiter(10, 10, List.of()),
                new RequestHead(),
                new ResponseWriter(),
                loop.eventLoop(),
                List.of(),
                30,
                10);
    }

    @Override
    ByteBuf room() {
        return room.get();
    }

    @Override
    boolean takesMore() {
        return true;
    }

    @Override
    void send() {}

    @Override
    void hush() {}

    @Override
    void hangUp() {
        closed.run();
        gone();
    }
}
