package dev.herald.http.volume;

import dev.herald.bittorrent.Address;
import dev.herald.http.TrackerAnswer;
import dev.herald.http.TrackerRequest;
import dev.herald.http.Unreadable;
import dev.herald.http.volume.AnswerWriter.Ending;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import java.util.Optional;

/**
 * One connection: from bytes to requests, from answers to bytes, in order. It takes buffers from whatever stands before it, so
 * it is the same behind TLS.
 *
 * <p>Answers to the requests of one read are one buffer and one write, which is flushed when the read is complete. A client that
 * sends without reading what it gets is not read any more once {@link #MOST_ANSWERS} bytes wait, and is closed like an idle one.
 */
// What fails with a connection ends it, and is told to exceptionCaught.
@SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"})
final class Connection extends ChannelInboundHandlerAdapter {

    /** Answers that are written before the next request is looked at only if the network takes them. */
    private static final int MOST_ANSWERS = 32 * 1024;

    /** Room for an answer with 50 peers. */
    private static final int FIRST_ANSWER = 768;

    /** How long what a client still sends is thrown away, so that it can read why it was refused. */
    private static final int LINGER_SECONDS = 2;

    private final VolumeLoop loop;
    private final Deadlines.Deadline deadline = new Deadlines.Deadline() {
        @Override
        void expired() {
            tooSlow();
        }
    };

    private ChannelHandlerContext context;
    private final boolean announced;
    private Address peer;
    private boolean counted;

    /** Bytes that are no whole request yet, or that wait until answers have left. */
    private ByteBuf held = Unpooled.EMPTY_BUFFER;

    /** Where in {@link #held} the line begins that is open. */
    private int lineStart;

    /** To write may tell at once that the network takes more, which is no call to begin anew then. */
    private boolean serving;

    /** Whether the client may still send what nobody reads. */
    private boolean lingers;

    /** Whether nothing is answered any more. */
    private boolean ended;

    /**
     * A connection that was let in.
     *
     * @param peer its other end
     * @param announced whether a PROXY header tells whom it is for
     */
    Connection(VolumeLoop loop, Address peer, boolean announced) {
        this.loop = loop;
        this.peer = peer;
        this.announced = announced;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        loop.deadlines().set(deadline, loop.headerSeconds());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!announced) {
            count();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HAProxyMessage header) {
            proxied(header);
            return;
        }
        ByteBuf in = (ByteBuf) message;
        if (ended) {
            in.release();
        } else if (held.isReadable()) {
            held.writeBytes(in);
            in.release();
            serve(held);
        } else {
            serve(in);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = ctx.channel().isWritable();
        ctx.channel().config().setAutoRead(writable);
        if (writable && held.isReadable() && !ended && !serving) {
            serve(held);
            ctx.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.deadlines().clear(deadline);
        release();
        ended = true;
        loop.admission().left();
        if (counted) {
            loop.admission().left(peer);
        }
    }

    /** A reset, or a PROXY header that is none: nobody is there who could be told. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    /** Answers the requests in {@code in}, which is released or becomes {@link #held}. */
    private void serve(ByteBuf in) {
        ByteBuf out = Unpooled.EMPTY_BUFFER;
        boolean served = false;
        int size = HeadEnd.OPEN;
        serving = true;
        while (!ended && context.channel().isWritable()) {
            size = nextHead(in);
            if (size <= 0) {
                break;
            }
            out = room(out);
            request(in, size, out);
            served = true;
            if (out.readableBytes() >= MOST_ANSWERS) {
                context.writeAndFlush(out, context.voidPromise());
                out = Unpooled.EMPTY_BUFFER;
            }
        }
        if (size < 0 && !ended) {
            out = room(out);
            refuse(unreadable(size), out);
        }
        if (out.isReadable()) {
            context.write(out, ended ? ending() : context.voidPromise());
        }
        serving = false;
        keep(in, served);
    }

    /** The end of the connection once the last answer has left. */
    private ChannelPromise ending() {
        return context.newPromise().addListener(written -> {
            if (lingers && context.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
                loop.deadlines().set(deadline, LINGER_SECONDS);
            } else {
                context.close();
            }
        });
    }

    private ByteBuf room(ByteBuf out) {
        return out.capacity() > 0 ? out : context.alloc().directBuffer(FIRST_ANSWER);
    }

    /** Skips the empty lines that some clients send before a request (RFC 9112 section 2.2), and finds its end. */
    private int nextHead(ByteBuf in) {
        if (lineStart == 0) {
            while (in.readableBytes() >= 2 && in.getShort(in.readerIndex()) == 0x0d0a) {
                in.skipBytes(2);
            }
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
            refuse(Unreadable.BAD_REQUEST, out);
            return;
        }
        TrackerAnswer answer =
                loop.tracker().answer(new TrackerRequest(head.method(), head.path(), head.query(), peer, head));
        lingers = head.hasBody();
        ended = lingers || !head.keepsAlive();
        Ending ending = ended ? Ending.CLOSED : head.http10() ? Ending.KEPT : Ending.OPEN;
        loop.writer().write(answer, ending, head.method().equals("HEAD"), out);
    }

    private void refuse(Unreadable fault, ByteBuf out) {
        lingers = true;
        ended = true;
        loop.writer().write(loop.tracker().answer(fault, peer.family()), Ending.CLOSED, false, out);
    }

    private static Unreadable unreadable(int fault) {
        return switch (fault) {
            case HeadEnd.LINE_TOO_LONG -> Unreadable.LINE_TOO_LONG;
            case HeadEnd.HEADERS_TOO_LARGE -> Unreadable.HEADERS_TOO_LARGE;
            default -> Unreadable.BAD_REQUEST;
        };
    }

    /** Keeps what is left of {@code in}, in a buffer that is not larger than it must be, and sets the clock. */
    private void keep(ByteBuf in, boolean served) {
        boolean begun = held.isReadable() && !served;
        if (ended || !in.isReadable()) {
            in.release();
            held = Unpooled.EMPTY_BUFFER;
        } else if (in != held) {
            held = context.alloc().directBuffer(in.readableBytes()).writeBytes(in);
            in.release();
        } else {
            held.discardSomeReadBytes();
        }
        if (held.isReadable() && !begun) {
            loop.deadlines().set(deadline, context.channel().isWritable() ? loop.headerSeconds() : loop.idleSeconds());
        } else if (served) {
            loop.deadlines().set(deadline, loop.idleSeconds());
        }
    }

    private void tooSlow() {
        if (!ended && held.isReadable() && context.channel().isWritable()) {
            ByteBuf out = room(Unpooled.EMPTY_BUFFER);
            refuse(Unreadable.TOO_SLOW, out);
            loop.deadlines().set(deadline, loop.idleSeconds());
            context.writeAndFlush(out, ending());
        } else {
            context.close();
        }
    }

    /** Whom the proxy speaks for; itself, when it only looks whether somebody is there. */
    private void proxied(HAProxyMessage header) {
        boolean speaks = header.command() == HAProxyCommand.PROXY && header.sourceAddress() != null;
        Optional<Address> client = speaks ? Address.parse(header.sourceAddress()) : Optional.of(peer);
        header.release();
        if (client.isEmpty()) {
            context.close();
            return;
        }
        peer = client.get();
        if (speaks) {
            count();
        }
    }

    private void count() {
        counted = loop.admission().enters(peer);
        if (!counted) {
            context.close();
        }
    }

    private void release() {
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }
}
