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

    /** A loop of Netty that is shut down while it runs a task terminates without closing its channels. */
    @Test
    void channels_are_closed_if_the_loop_is_shut_down_while_it_runs_a_task() throws Exception {
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
