package dev.herald.http.volume;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Network;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Takes new connections of one listening socket and keeps them on its own loop, so that nothing goes from thread to thread. */
final class Acceptor extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(Acceptor.class.getName());

    /** More than most requests have; what is longer is read in several steps. */
    private static final RecvByteBufAllocator RECEIVE = new FixedRecvByteBufAllocator(2048);

    private final VolumeLoop loop;
    private final List<Network> announced;

    /**
     * Accepts for {@code loop}.
     *
     * @param announced networks whose connections begin with a PROXY header
     */
    Acceptor(VolumeLoop loop, List<Network> announced) {
        this.loop = loop;
        this.announced = announced;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        SocketChannel channel = (SocketChannel) message;
        // Gone again before it was accepted.
        boolean gone = channel.remoteAddress() == null;
        if (gone || !loop.admission().enters()) {
            channel.unsafe().closeForcibly();
            return;
        }
        channel.config().setOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, RECEIVE);
        pipeline(channel, Address.of(channel.remoteAddress().getAddress()));
        ChannelFuture registered = ctx.channel().eventLoop().register(channel);
        if (registered.cause() != null) {
            loop.admission().left();
        }
    }

    /** Whatever turns other bytes into those of HTTP stands before the connection. */
    private void pipeline(Channel channel, Address peer) {
        boolean announces = announces(peer);
        if (announces) {
            channel.pipeline().addLast(new HAProxyMessageDecoder());
        }
        channel.pipeline().addLast(new Connection(loop, peer, announces));
    }

    private boolean announces(Address peer) {
        for (Network network : announced) {
            if (network.contains(peer)) {
                return true;
            }
        }
        return false;
    }

    /** Such as too many open files: those that wait stay in the kernel's queue until there is room. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(cause instanceof IOException ? Level.DEBUG : Level.ERROR, "A connection cannot be accepted", cause);
    }
}
