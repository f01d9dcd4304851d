package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Kind;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Recorder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/**
 * Carries datagrams from one socket to the tracker and back. Answers are written without a flush and sent together when the
 * batch of received datagrams is through, with one {@code sendmmsg} where the transport has it.
 */
final class UdpHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(UdpHandler.class.getName());
    private static final long UNREAD = Long.MIN_VALUE;

    private final UdpTracker tracker;
    private final Family family;
    private final Recorder recorder;
    private final FaultLog faults;
    private final InstantSource clock;

    /** When the present batch came, or {@link #UNREAD}. */
    private long second = UNREAD;

    UdpHandler(UdpTracker tracker, Family family, Recorder recorder, FaultLog faults, InstantSource clock) {
        this.tracker = tracker;
        this.family = family;
        this.recorder = recorder;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            if (ctx.channel().isWritable()) {
                answer(ctx, packet);
            } else {
                // The network takes no more. Piling up answers would cost memory, and nobody waits for late ones.
                recorder.count(family, Kind.OTHER, Outcome.FAILED);
            }
        } finally {
            packet.release();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a void promise hands failures to exceptionCaught
    private void answer(ChannelHandlerContext ctx, DatagramPacket packet) {
        InetSocketAddress sender = packet.sender();
        Address address = Address.of(sender.getAddress());
        ByteBuf answer = tracker.handle(packet.content(), address, sender.getPort(), second(), ctx.alloc());
        if (answer.isReadable()) {
            ctx.write(new DatagramPacket(answer, sender), ctx.voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        second = UNREAD;
        ctx.flush();
    }

    /** Whatever goes wrong, the socket stays open. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            // An answer that could not be sent, because its receiver has no route or a firewall forbids it.
            LOG.log(Level.DEBUG, "A UDP answer was not sent", cause);
            return;
        }
        recorder.count(family, Kind.OTHER, Outcome.FAILED);
        faults.log(cause, second());
    }

    private long second() {
        if (second == UNREAD) {
            second = Math.floorDiv(clock.millis(), 1000);
        }
        return second;
    }
}
