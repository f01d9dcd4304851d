package dev.herald.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventLoopsTest {

    /** Netty's loop looks whether it shall end before its tasks, and ends after them without looking again. */
    @Test
    void what_a_loop_serves_is_closed_with_it_even_if_it_is_told_to_end_while_it_does_a_task() throws Exception {
        EventLoops loops = new EventLoops("test", 1, NioIoHandler.newFactory());
        EventLoop loop = loops.all().get(0);
        CountDownLatch removed = new CountDownLatch(1);
        Channel channel = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void handlerRemoved(ChannelHandlerContext ctx) {
                        removed.countDown();
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        Thread closing = new Thread(loops::close);
        loop.execute(() -> {
            closing.start();
            while (!loop.isShuttingDown()) {
                Thread.onSpinWait();
            }
        });
        loop.terminationFuture().syncUninterruptibly();
        closing.join();

        assertThat(channel.isOpen()).isFalse();
        assertThat(removed.getCount()).isZero();
    }
}
