package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Endpoint;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FreeAddressesTest {

    private static final Endpoint LOOPBACK = Endpoint.parse("127.0.0.1:0").orElseThrow();
    private static final Endpoint LOOPBACK_IPV6 = Endpoint.parse("[::1]:0").orElseThrow();
    private static final Endpoint NOWHERE_IPV6 =
            Endpoint.parse("[2001:db8::1]:0").orElseThrow();
    private static final Endpoint NOWHERE_IPV4 = Endpoint.parse("192.0.2.1:0").orElseThrow();

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NettyTransport.NIO.ioHandlers());

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void without_ipv6_its_addresses_are_left_out_even_if_the_kernel_would_take_them() throws IOException {
        List<Endpoint> found = onMachine(false).find(List.of(LOOPBACK_IPV6, LOOPBACK));
        assertThat(found).extracting(Endpoint::address).containsExactly(LOOPBACK.address());
    }

    @Test
    void without_ipv6_there_must_be_another_address() {
        assertThatThrownBy(() -> onMachine(false).find(List.of(LOOPBACK_IPV6)))
                .hasMessage("herald.udp.bind has IPv6 addresses only, but this machine has no IPv6");
    }

    @Test
    void with_ipv6_an_ipv6_address_that_is_nobodys_is_a_mistake() {
        assertThatThrownBy(() -> onMachine(true).find(List.of(LOOPBACK, NOWHERE_IPV6)))
                .hasMessageContaining("UDP [2001:db8::1]:0 (herald.udp.bind) cannot be bound");
    }

    @Test
    void an_ipv4_address_that_is_nobodys_is_always_a_mistake() {
        assertThatThrownBy(() -> onMachine(false).find(List.of(LOOPBACK, NOWHERE_IPV4)))
                .hasMessageContaining("UDP 192.0.2.1:0 (herald.udp.bind) cannot be bound");
    }

    private FreeAddresses onMachine(boolean hasIpv6) {
        return new FreeAddresses(NettyTransport.NIO, loops, hasIpv6);
    }
}
