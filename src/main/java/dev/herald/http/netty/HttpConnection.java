package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.http.MalformedRequest;
import dev.herald.http.TrackerRequest;
import dev.herald.http.TrackerResponse;
import dev.herald.http.netty.ResponseWriter.Ending;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * What is said over one connection, whatever carries it: from bytes to requests and from answers to bytes, in order. It belongs
 * to one thread.
 *
 * <p>A client that sends without reading what it gets is not read any more once its answers wait in the way, and is ended like
 * an idle one. Only the beginning of a request that has not come as a whole takes memory of its own.
 */
abstract class HttpConnection {

    /** Answers that are collected before the network must have taken them. */
    static final int MOST_ANSWERS = 32 * 1024;

    /** How long what a client still sends is thrown away, so that it can read why it was refused. */
    private static final int LINGER_SECONDS = 2;

    private static final int CRLF = 0x0d0a;

    private final HttpWorker loop;
    private final DeadlineTimer timer;
    private Address peer;

    /** Bytes that are no whole request yet, or that wait until answers have left. */
    private ByteBuf held = Unpooled.EMPTY_BUFFER;

    /** Where in {@link #held} the line begins that is open. */
    private int lineStart;

    /** Whether the time of the next head runs; it begins with the connection, or the first byte after an answer. */
    private boolean awaitsHead = true;

    /** To send may tell at once that the network takes more, which is no call to begin anew then. */
    private boolean serving;

    private boolean counted;
    private boolean lingers;
    private boolean ended;
    private boolean gone;

    /**
     * A conversation that was let in. Its first request has to come in time.
     *
     * @param peer its other end
     */
    HttpConnection(HttpWorker loop, Address peer) {
        this.loop = loop;
        this.peer = peer;
        timer = new DeadlineTimer(loop.eventLoop(), this::expired);
        timer.set(loop.headerSeconds());
    }

    /** A buffer to append the next answer to. */
    abstract ByteBuf room();

    /** Whether one more request may be answered now, or what has been appended has to leave first; may lead to {@link #gone}. */
    abstract boolean takesMore();

    /** Hands over what has been appended; when that has left and {@link #ended}, {@link #finished} is to be called. */
    abstract void send();

    /** Tells the other end that nothing more will come, but still hears it. */
    abstract void hush();

    /** Ends the connection; leads to {@link #gone}. */
    abstract void hangUp();

    final HttpWorker loop() {
        return loop;
    }

    /** Whether nothing is answered any more. */
    final boolean ended() {
        return ended;
    }

    /** Learns, before the first request, for whom this is; false if that one has too many connections. */
    final boolean isFor(Address client) {
        peer = client;
        counted = loop.limiter().tryAcquire(client);
        return counted;
    }

    /** Answers the requests in {@code in}, which stays the caller's. */
    final void received(ByteBuf in) {
        if (ended) {
            return;
        }
        if (held.isReadable()) {
            held.writeBytes(in);
            answer(held);
        } else {
            answer(in);
        }
    }

    /** The network takes answers again. */
    final void resume() {
        if (!ended && !serving && held.isReadable()) {
            answer(held);
        }
    }

    /** The last answer has left. */
    final void finished() {
        if (lingers) {
            hush();
            timer.set(LINGER_SECONDS);
        } else {
            hangUp();
        }
    }

    /** The connection is no more. */
    final void gone() {
        if (!gone) {
            gone = true;
            ended = true;
            timer.stop();
            forget();
            loop.limiter().release();
            if (counted) {
                loop.limiter().release(peer);
            }
        }
    }

    /** A fault of ours ends one connection, and neither the clock of all others nor their loop. */
    final void failed(Throwable fault) {
        hangUp();
        loop.tracker().faults().log("An HTTP connection", fault);
    }

    /** Starts the clock. */
    final void startTimer() {
        timer.start();
    }

    private void expired() {
        try {
            if (!ended && held.isReadable() && ready()) {
                refuse(MalformedRequest.TOO_SLOW, room());
                timer.set(loop.idleSeconds());
                send();
            } else {
                hangUp();
            }
        } catch (RuntimeException | Error fault) {
            failed(fault);
        }
    }

    private void answer(ByteBuf in) {
        boolean served = false;
        int size = HeadEnd.OPEN;
        serving = true;
        while (!ended && ready()) {
            size = nextHead(in);
            if (size <= 0) {
                break;
            }
            request(in, size, room());
            served = true;
        }
        if (size < 0 && !ended) {
            refuse(unreadable(size), room());
            served = true;
        }
        if (served && !gone) {
            awaitsHead = false;
            timer.set(loop.idleSeconds());
            send();
        }
        keep(in, served);
        serving = false;
    }

    /**
     * Whether one more request may be answered. To find out may write, which finds that the connection has broken: then it is
     * {@link #gone}, and what was held has been released.
     */
    private boolean ready() {
        return takesMore() && !gone;
    }

    /** Skips the empty lines that some clients send before a request (RFC 9112 section 2.2), and finds its end. */
    private int nextHead(ByteBuf in) {
        while (lineStart == 0 && in.readableBytes() >= 2 && in.getShort(in.readerIndex()) == CRLF) {
            in.skipBytes(2);
        }
        if (!in.isReadable()) {
            return HeadEnd.OPEN;
        }
        int size = HeadEnd.find(in, lineStart);
        lineStart = size == HeadEnd.OPEN ? HeadEnd.lineStart(in) : 0;
        return size;
    }

    private void request(ByteBuf in, int size, ByteBuf out) {
        RequestHead head = loop.head();
        boolean readable = head.read(in, in.readerIndex(), size);
        in.skipBytes(size);
        if (!readable) {
            refuse(MalformedRequest.BAD_REQUEST, out);
            return;
        }
        TrackerResponse answer =
                loop.tracker().answer(new TrackerRequest(head.method(), head.path(), head.query(), peer, head));
        lingers = head.hasBody();
        ended = lingers || !head.keepsAlive();
        Ending ending = ended ? Ending.CLOSED : head.http10() ? Ending.KEPT : Ending.OPEN;
        loop.writer().write(answer, ending, head.method().equals("HEAD"), out);
    }

    private void refuse(MalformedRequest fault, ByteBuf out) {
        lingers = true;
        ended = true;
        loop.writer().write(loop.tracker().answer(fault, peer.family()), Ending.CLOSED, false, out);
    }

    private static MalformedRequest unreadable(int fault) {
        return switch (fault) {
            case HeadEnd.LINE_TOO_LONG -> MalformedRequest.LINE_TOO_LONG;
            case HeadEnd.HEADERS_TOO_LARGE -> MalformedRequest.HEADERS_TOO_LARGE;
            default -> MalformedRequest.BAD_REQUEST;
        };
    }

    /** Keeps what is left of {@code in}, in a buffer that is not larger than it must be, and sets the clock. */
    @SuppressWarnings("ReferenceEquality")
    private void keep(ByteBuf in, boolean served) {
        boolean begun = held.isReadable() && !served;
        if (ended || !in.isReadable()) {
            forget();
            return;
        }
        if (in == held) {
            held.discardSomeReadBytes();
        } else {
            held = PooledByteBufAllocator.DEFAULT
                    .directBuffer(in.readableBytes())
                    .writeBytes(in);
        }
        // Empty lines that come before a request are skipped, and gain no time either.
        if (!begun && !awaitsHead) {
            awaitsHead = ready();
            if (!gone) {
                timer.set(awaitsHead ? loop.headerSeconds() : loop.idleSeconds());
            }
        }
    }

    private void forget() {
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }
}
