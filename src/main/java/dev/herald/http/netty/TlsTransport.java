package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * TLS over Netty's channels.
 *
 * @param context of the present certificate, asked for each connection
 * @param handshakeSeconds how long a handshake may take
 */
record TlsTransport(ChannelTransport channels, Supplier<SslContext> context, int handshakeSeconds)
        implements HttpTransport {

    static TlsTransport fastest(Supplier<SslContext> context, int handshakeSeconds) {
        return new TlsTransport(
                Epoll.isAvailable() ? ChannelTransport.EPOLL : ChannelTransport.NIO, context, handshakeSeconds);
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return channels.ioHandlers();
    }

    @Override
    public boolean sharesPorts() {
        return channels.sharesPorts();
    }

    @Override
    public List<Endpoint> sockets(List<Endpoint> endpoints) {
        return channels.sockets(endpoints);
    }

    @Override
    public boolean ipv6TakesIpv4() {
        return channels.ipv6TakesIpv4();
    }

    @Override
    public int listen(Endpoint endpoint, boolean alone, EventLoop eventLoop, HttpWorker loop) throws IOException {
        return channels.listen(endpoint, alone, eventLoop, new ChannelAcceptor(loop, channel -> {
            SslHandler tls = context.get().newHandler(channel.alloc());
            tls.setHandshakeTimeout(handshakeSeconds, TimeUnit.SECONDS);
            channel.pipeline().addLast(tls);
        }));
    }

    @Override
    public String toString() {
        return channels + " with TLS";
    }
}
