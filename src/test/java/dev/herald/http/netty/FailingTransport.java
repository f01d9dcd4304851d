package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A transport that fails once, before one of its listening sockets. */
final class FailingTransport implements HttpTransport {

    private final HttpTransport transport;
    private final Throwable failure;
    private final List<Endpoint> asked = new ArrayList<>();
    private final List<EventLoop> loops = new ArrayList<>();
    private int before;

    /** Throws {@code failure}, which is unchecked, instead of opening socket number {@code before}. */
    FailingTransport(HttpTransport transport, int before, Throwable failure) {
        this.transport = transport;
        this.before = before;
        this.failure = failure;
    }

    /** The addresses of the sockets before the failure. */
    List<Endpoint> asked() {
        return List.copyOf(asked);
    }

    /** The event loops of the sockets until the failure. */
    List<EventLoop> loops() {
        return List.copyOf(loops);
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return transport.ioHandlers();
    }

    @Override
    public boolean sharesPorts() {
        return transport.sharesPorts();
    }

    @Override
    public boolean ipv6TakesIpv4() {
        return transport.ipv6TakesIpv4();
    }

    @Override
    public int listen(Endpoint endpoint, boolean exclusive, HttpWorker worker) throws IOException {
        if (before >= 0) {
            loops.add(worker.eventLoop());
        }
        if (before-- == 0) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
        if (before >= 0) {
            asked.add(endpoint);
        }
        return transport.listen(endpoint, exclusive, worker);
    }
}
