package dev.herald.udp;

import dev.herald.bittorrent.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Predicate;

/**
 * Carries datagrams from one of Netty's channels to the tracker and back. Answers are written without a flush and sent
 * together when the batch of received datagrams is through, with one {@code sendmmsg} where the transport has it.
 */
final class NettyDatagrams extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(NettyDatagrams.class.getName());

    private final UdpHandler handler;

    /** Retains and takes a datagram to an address that ought to have its own socket, or leaves it and returns false. */
    private final Predicate<DatagramPacket> passOn;

    private final Datagram datagram = new Datagram();

    /** Memory for the next answer. Silence leaves it for the one after. */
    private ByteBuf spare = Unpooled.EMPTY_BUFFER;

    NettyDatagrams(UdpHandler handler, Predicate<DatagramPacket> passOn) {
        this.handler = handler;
        this.passOn = passOn;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            if (isForAnotherSocket(ctx, packet) && passOn.test(packet)) {
                return;
            }
            if (ctx.channel().isWritable()) {
                answer(ctx, packet);
            } else {
                // The network takes no more. Piling up answers would cost memory, and nobody waits for late ones.
                handler.dropped();
            }
        } finally {
            packet.release();
        }
    }

    /** Where the channel is at a wildcard address and knows more of the datagram than that. */
    private static boolean isForAnotherSocket(ChannelHandlerContext ctx, DatagramPacket packet) {
        InetSocketAddress bound = (InetSocketAddress) ctx.channel().localAddress();
        return bound.getAddress().isAnyLocalAddress()
                && !packet.recipient().getAddress().isAnyLocalAddress();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a void promise hands failures to exceptionCaught
    private void answer(ChannelHandlerContext ctx, DatagramPacket packet) {
        if (!spare.isWritable()) {
            spare = ctx.alloc().directBuffer(UdpTracker.MOST_BYTES);
        }
        InetSocketAddress sender = packet.sender();
        ByteBuf content = packet.content();
        ByteBuffer in = content.internalNioBuffer(content.readerIndex(), content.readableBytes())
                .slice();
        ByteBuffer out = spare.internalNioBuffer(0, UdpTracker.MOST_BYTES).slice();
        if (handler.handle(datagram.fill(in, Address.of(sender.getAddress()), sender.getPort()), out)) {
            ByteBuf answer = spare.writerIndex(out.position());
            spare = Unpooled.EMPTY_BUFFER;
            ctx.write(new DatagramPacket(answer, sender), ctx.voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        handler.endOfBatch();
        ctx.flush();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        spare.release();
        spare = Unpooled.EMPTY_BUFFER;
    }

    /** Whatever goes wrong, the socket stays open. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            // An answer that could not be sent, because its receiver has no route or a firewall forbids it.
            LOG.log(Level.DEBUG, "A UDP answer was not sent", cause);
            return;
        }
        handler.failed(cause);
    }
}
