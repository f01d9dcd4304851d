package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.http.HttpSettings;
import dev.herald.metrics.Metrics;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Random;
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
    Unconnected(Deadlines deadlines, Supplier<ByteBuf> room, Runnable closed) {
        super(loop(deadlines), PEER);
        this.room = room;
        this.closed = closed;
    }

    /** One that nobody else uses. */
    static HttpWorker loop(Deadlines deadlines) {
        return new HttpWorker(
                TestServer.tracker(new HttpSettings(TestServer.endpoint("[::]:7070"), List.of(), true), new Metrics()),
                new ConnectionLimiter(10, 10, List.of(), List.of(), new Random(1)),
                new RequestHead(),
                new ResponseWriter(),
                deadlines,
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
