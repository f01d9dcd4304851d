package dev.herald.udp.transport;

import dev.herald.bittorrent.Address;
import dev.herald.udp.Datagram;
import dev.herald.udp.UdpTracker;
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
 * Passes the datagrams of a Netty channel to a {@link UdpTracker}. Answers are flushed at the end of a batch of received datagrams, with
 * one {@code sendmmsg} if the transport has it.
 */
final class NettyDatagrams extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(NettyDatagrams.class.getName());

    private final UdpTracker tracker;
    private final Predicate<DatagramPacket> forwarder;
    private final Datagram datagram = new Datagram();

    /** The buffer of the next answer. */
    private ByteBuf spare = Unpooled.EMPTY_BUFFER;

    /** Datagrams that {@code forwarder} accepts are not handled; see {@link UdpEventLoop#forwarder}. */
    NettyDatagrams(UdpTracker tracker, Predicate<DatagramPacket> forwarder) {
        this.tracker = tracker;
        this.forwarder = forwarder;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            if (isForOtherSocket(ctx, packet) && forwarder.test(packet)) {
                return;
            }
            if (ctx.channel().isWritable()) {
                answer(ctx, packet);
            } else {
                // Queued answers would take memory, and late ones are useless to clients.
                tracker.dropped();
            }
        } finally {
            packet.release();
        }
    }

    /** Whether the channel has a wildcard address and the transport reports the destination. */
    private static boolean isForOtherSocket(ChannelHandlerContext ctx, DatagramPacket packet) {
        InetSocketAddress bound = (InetSocketAddress) ctx.channel().localAddress();
        return bound.getAddress().isAnyLocalAddress()
                && !packet.recipient().getAddress().isAnyLocalAddress();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a void promise passes failures to exceptionCaught
    private void answer(ChannelHandlerContext ctx, DatagramPacket packet) {
        if (!spare.isWritable()) {
            spare = ctx.alloc().directBuffer(UdpTracker.MAX_ANSWER_BYTES);
        }
        InetSocketAddress sender = packet.sender();
        ByteBuf content = packet.content();
        ByteBuffer in = content.internalNioBuffer(content.readerIndex(), content.readableBytes())
                .slice();
        ByteBuffer out = spare.internalNioBuffer(0, UdpTracker.MAX_ANSWER_BYTES).slice();
        if (tracker.handle(datagram.fill(in, Address.of(sender.getAddress()), sender.getPort()), out)) {
            ByteBuf answer = spare.writerIndex(out.position());
            spare = Unpooled.EMPTY_BUFFER;
            ctx.write(new DatagramPacket(answer, sender), ctx.voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        tracker.endOfBatch();
        ctx.flush();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        spare.release();
        spare = Unpooled.EMPTY_BUFFER;
    }

    /** Does not close the socket. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            // There is no route to the client, or a firewall rejects the answer.
            LOG.log(Level.DEBUG, "A UDP answer was not sent", cause);
            return;
        }
        tracker.failed(cause);
    }
}
