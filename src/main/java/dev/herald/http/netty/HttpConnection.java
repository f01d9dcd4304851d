package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.http.TrackerRequest;
import dev.herald.http.TrackerResponse;
import dev.herald.http.netty.ResponseWriter.Persistence;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * One HTTP connection above any transport: answers pipelined requests in order. Used by the thread of its event loop only.
 *
 * <p>While responses wait to be sent, no further requests are answered, and the connection times out like an idle one. Only an incomplete
 * request, or one that waits for that reason, is copied into a buffer of the connection.
 */
final class HttpConnection {

    /** The number of bytes of responses that are collected before they must be sent. */
    static final int MAX_BUFFERED_BYTES = 32 * 1024;

    /** How long input is discarded after the last response, so that the client can read it before the connection is reset. */
    private static final int LINGER_SECONDS = 2;

    private static final int CRLF = 0x0d0a;

    /** The socket or channel below a connection. */
    interface Output {

        /** The buffer that responses are appended to. */
        ByteBuf buffer();

        /**
         * Whether another request may be answered now, and not only after buffered responses have been sent. May send the buffer, and so
         * find the connection broken and call {@link HttpConnection#closed}.
         */
        boolean isWritable();

        /** Sends the buffer. If no more responses follow, calls {@link HttpConnection#lastResponseSent} afterwards. */
        void flush();

        /** Ends the output, as the FIN of TCP. Input is still received. */
        void shutdownOutput();

        /** Closes the connection, and calls {@link HttpConnection#closed}. */
        void close();
    }

    private final HttpWorker worker;
    private final Output output;
    private final DeadlineTimer timer;
    private Address client;

    /** Received bytes that are not a complete request, or wait until responses have been sent. */
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;

    /** The index in {@link #pending} at which its incomplete line starts. */
    private int lineStart;

    /** Whether the time limit of the next head runs: from the start of the connection, or the first byte after a response. */
    private boolean awaitingHead = true;

    /** Whether requests are being answered, during which the transport may report that it is writable again. */
    private boolean answering;

    private boolean counted;
    private boolean lingers;
    private boolean finished;
    private boolean closed;

    /**
     * Creates a connection that the limiter has counted. The time limit of its first head runs when the timer is started.
     *
     * @param peer the remote address
     */
    HttpConnection(HttpWorker worker, Address peer, Output output) {
        this.worker = worker;
        this.client = peer;
        this.output = output;
        timer = new DeadlineTimer(worker.eventLoop(), this::timedOut);
        timer.set(worker.headerSeconds());
    }

    /** Starts the time limits. Must be called if the connection stays open after its first bytes have been handled. */
    void startTimer() {
        timer.start();
    }

    /** Whether no further request is answered. */
    boolean isFinished() {
        return finished;
    }

    /** Sets the address of the client, before the first request. Returns false if it has too many connections. */
    boolean acquire(Address address) {
        client = address;
        counted = worker.limiter().tryAcquire(address);
        if (!counted) {
            worker.tracker().refused(address);
        }
        return counted;
    }

    /** Answers the requests in {@code in}, which the caller releases. */
    void received(ByteBuf in) {
        if (finished) {
            return;
        }
        if (pending.isReadable()) {
            pending.writeBytes(in);
            answer(pending);
        } else {
            answer(in);
        }
    }

    /** Continues after the output has become writable again. */
    void resume() {
        if (!finished && !answering && pending.isReadable()) {
            answer(pending);
        }
    }

    /** Ends the connection after its last response has been sent. */
    void lastResponseSent() {
        if (lingers) {
            output.shutdownOutput();
            timer.set(LINGER_SECONDS);
        } else {
            output.close();
        }
    }

    /** Releases everything after the transport has closed the connection. */
    void closed() {
        if (closed) {
            return;
        }
        closed = true;
        finished = true;
        timer.stop();
        releasePending();
        worker.limiter().release();
        if (counted) {
            worker.limiter().release(client);
        }
    }

    /** Closes the connection after an internal error, which must not end the event loop. */
    void failed(Throwable cause) {
        output.close();
        worker.tracker().failed("An HTTP connection", client, cause);
    }

    /** Sends 408 if a request has begun, and closes the connection. */
    private void timedOut() {
        try {
            if (!finished && pending.isReadable() && canAnswer()) {
                reject(TrackerResponse.REQUEST_TIMEOUT);
                timer.set(worker.idleSeconds());
                output.flush();
            } else {
                output.close();
            }
        } catch (RuntimeException | Error cause) {
            failed(cause);
        }
    }

    private void answer(ByteBuf in) {
        boolean answered = false;
        int size = RequestHead.INCOMPLETE;
        answering = true;
        while (!finished && canAnswer()) {
            size = nextHead(in);
            if (size <= 0) {
                break;
            }
            answerRequest(in, size);
            answered = true;
        }
        if (size < 0 && !finished) {
            reject(RequestHead.rejection(size));
            answered = true;
        }
        if (answered && !closed) {
            awaitingHead = false;
            timer.set(worker.idleSeconds());
            output.flush();
        }
        keepRest(in, answered);
        answering = false;
    }

    /** Asking the output may find the connection broken. Then {@link #closed} has been called, and the buffers are released. */
    private boolean canAnswer() {
        return output.isWritable() && !closed;
    }

    /** Skips empty lines, which some clients send before a request (RFC 9112 section 2.2), and finds the end of the head. */
    private int nextHead(ByteBuf in) {
        while (lineStart == 0 && in.readableBytes() >= 2 && in.getShort(in.readerIndex()) == CRLF) {
            in.skipBytes(2);
        }
        if (!in.isReadable()) {
            return RequestHead.INCOMPLETE;
        }
        int size = RequestHead.size(in, lineStart);
        lineStart = size == RequestHead.INCOMPLETE ? RequestHead.lineStart(in) : 0;
        return size;
    }

    private void answerRequest(ByteBuf in, int size) {
        RequestHead head = worker.head();
        boolean valid = head.parse(in, in.readerIndex(), size);
        in.skipBytes(size);
        if (!valid) {
            reject(TrackerResponse.BAD_REQUEST);
            return;
        }
        TrackerResponse response =
                worker.tracker().answer(new TrackerRequest(head.method(), head.path(), head.query(), client, head));
        lingers = head.hasBody();
        finished = lingers || !head.isKeepAlive();
        Persistence persistence =
                finished ? Persistence.CLOSE : head.isHttp10() ? Persistence.KEEP_ALIVE : Persistence.DEFAULT;
        int written = worker.writer().write(response, persistence, head.method().equals("HEAD"), output.buffer());
        worker.recorder().transferred(size, written);
    }

    private void reject(TrackerResponse response) {
        lingers = true;
        finished = true;
        TrackerResponse counted = worker.tracker().reject(client, response);
        int written = worker.writer().write(counted, Persistence.CLOSE, false, output.buffer());
        worker.recorder().transferred(0, written);
    }

    /** Keeps the rest of {@code in}, and starts the time limit of the next head. */
    @SuppressWarnings("ReferenceEquality")
    private void keepRest(ByteBuf in, boolean answered) {
        boolean begun = pending.isReadable() && !answered;
        if (finished || !in.isReadable()) {
            releasePending();
            return;
        }
        if (in == pending) {
            pending.discardSomeReadBytes();
        } else {
            pending = PooledByteBufAllocator.DEFAULT
                    .directBuffer(in.readableBytes())
                    .writeBytes(in);
        }
        // Empty lines before a request do not extend the time limit.
        if (!begun && !awaitingHead) {
            awaitingHead = canAnswer();
            if (!closed) {
                timer.set(awaitingHead ? worker.headerSeconds() : worker.idleSeconds());
            }
        }
    }

    private void releasePending() {
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }
}
