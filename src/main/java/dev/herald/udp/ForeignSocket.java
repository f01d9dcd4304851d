package dev.herald.udp;

import dev.herald.udp.PollIoHandler.Interest;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A socket that is read and written by {@link SocketCalls}, while {@link PollIoHandler} says when, and closes it.
 *
 * <p>Its memory holds one batch. When the network takes no more answers, nothing is read until it does; what comes meanwhile
 * waits in the kernel's buffer, which drops and counts what it cannot hold.
 */
final class ForeignSocket implements IoHandle {

    private static final Logger LOG = System.getLogger(ForeignSocket.class.getName());

    /** Batches in a row before the loop looks at its other sockets. */
    private static final int MOST_BATCHES = 4;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    private final Socket socket;
    private final MessageBatch batch;
    private final ReceiveCoalescer gathering = new ReceiveCoalescer(System::nanoTime, LockSupport::parkNanos);
    private final Supplier<UdpHandler> handlers;
    private UdpHandler handler;

    /**
     * To be registered with a loop of Netty's.
     *
     * @param handlers called once, on the loop's thread, so that the handler's recorder is that thread's
     */
    ForeignSocket(Socket socket, MessageBatch batch, Supplier<UdpHandler> handlers) {
        this.socket = socket;
        this.batch = batch;
        this.handlers = handlers;
    }

    /** What it is to the kernel. */
    FileDescriptor fd() {
        return socket;
    }

    @Override
    public void registered() {
        handler = handlers.get();
    }

    /** Whatever has happened to the socket, trying to send and to receive tells. */
    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        boolean waited = batch.unsent() > 0;
        if (waited && !sendAll()) {
            return;
        }
        boolean waits = !answerAll();
        if (waits != waited) {
            registration.submit(waits ? Interest.WRITABLE : Interest.READABLE);
        }
    }

    /** Answers what has come; false if the network takes no more answers. */
    private boolean answerAll() {
        try {
            for (int i = 0; i < MOST_BATCHES; i++) {
                int received = batch.receive(socket.intValue());
                if (received < 0) {
                    explain("A UDP socket could not be read");
                }
                answer(received);
                if (!sendAll()) {
                    return false;
                }
                if (received < MessageBatch.SIZE) {
                    gathering.served(received);
                    return true;
                }
            }
            return true;
        } finally {
            handler.endOfBatch();
        }
    }

    private void answer(int received) {
        for (int i = 0; i < received; i++) {
            handler.expect(batch.request(i));
        }
        handler.prepare();
        for (int i = 0; i < received; i++) {
            if (handler.handle(batch.request(i), batch.nextAnswer())) {
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
                    // Its receiver has no route, or a firewall forbids it.
                    explain("A UDP answer was not sent");
                    batch.skip();
                }
            }
        }
        return true;
    }

    private void explain(String what) {
        if (batch.errno() != EAGAIN && LOG.isLoggable(Level.DEBUG)) {
            LOG.log(Level.DEBUG, what + ": error " + batch.errno());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
