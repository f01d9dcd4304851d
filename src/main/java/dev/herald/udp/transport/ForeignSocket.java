package dev.herald.udp.transport;

import dev.herald.udp.UdpTracker;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/**
 * A socket of the foreign transport. While its send buffer is full it receives nothing; datagrams wait in the receive buffer, and the
 * kernel drops and counts what does not fit.
 */
final class ForeignSocket implements EpollIoHandle {

    private static final Logger LOG = System.getLogger(ForeignSocket.class.getName());

    /** Batches in a row before the event loop serves its other sockets. */
    private static final int MAX_BATCHES = 4;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    private final Socket socket;
    private final MessageBatch batch;
    private final Supplier<UdpTracker> trackers;
    private UdpTracker tracker;

    /** Calls {@code trackers} once, on the thread of the event loop with which it is registered. */
    ForeignSocket(Socket socket, MessageBatch batch, Supplier<UdpTracker> trackers) {
        this.socket = socket;
        this.batch = batch;
        this.trackers = trackers;
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void registered() {
        tracker = trackers.get();
    }

    /** Catches every exception, because the event loop would not survive an {@link Error}. */
    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        try {
            boolean wasBlocked = batch.unsent() > 0;
            if (wasBlocked && !sendAll()) {
                return;
            }
            boolean blocked = !answerAll();
            if (blocked != wasBlocked) {
                registration.submit(blocked ? EpollIoOps.EPOLLOUT : EpollIoOps.EPOLLIN);
            }
        } catch (RuntimeException | Error e) {
            tracker.failed(e);
        }
    }

    /** Answers the received datagrams; returns false if the send buffer is full. */
    private boolean answerAll() {
        try {
            for (int i = 0; i < MAX_BATCHES; i++) {
                int received = batch.receive(socket.intValue());
                if (received < 0) {
                    logErrno("A UDP socket cannot be read");
                }
                answer(received);
                if (!sendAll()) {
                    return false;
                }
                if (received < MessageBatch.SIZE) {
                    return true;
                }
            }
            return true;
        } finally {
            tracker.endOfBatch();
        }
    }

    private void answer(int received) {
        for (int i = 0; i < received; i++) {
            if (tracker.handle(batch.request(i), batch.nextAnswer())) {
                batch.answer(i);
            }
        }
    }

    private boolean sendAll() {
        while (batch.unsent() > 0) {
            if (batch.send(socket.intValue()) < 0) {
                if (batch.errno() == EAGAIN) {
                    return false;
                }
                if (batch.errno() != EINTR) {
                    // There is no route to the client, or a firewall rejects the answer.
                    logErrno("A UDP answer was not sent");
                    batch.skip();
                }
            }
        }
        return true;
    }

    private void logErrno(String problem) {
        if (batch.errno() != EAGAIN && LOG.isLoggable(Level.DEBUG)) {
            LOG.log(Level.DEBUG, problem + ": error " + batch.errno());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
