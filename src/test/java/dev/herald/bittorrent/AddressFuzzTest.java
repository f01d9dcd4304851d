package dev.herald.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares texts of addresses, networks and endpoints with the JDK, Netty and numbers. */
final class AddressFuzzTest {

    @MethodSource("texts")
    @FuzzTest
    void an_address_is_what_the_JDK_reads(byte[] bytes) throws UnknownHostException {
        String text = new String(bytes, ISO_8859_1);
        Optional<Address> address = Address.parse(text);
        if (address.isPresent()) {
            // A literal, which the JDK does not resolve.
            assertThat(Address.of(InetAddress.getByName(text))).isEqualTo(address.get());
            assertThat(Address.parse(address.get().toString())).isEqualTo(address);
            assertThat(address.get())
                    .hasToString(NetUtil.toAddressString(address.get().toInetAddress()));
        } else {
            // Netty accepts leading zeros.
            assertThat(NetUtil.isValidIpV4Address(text) && !text.matches("(.*\\.)?0[0-9].*"))
                    .isFalse();
        }
        network(text);
        Endpoint.parse(text).ifPresent(endpoint -> assertThat(Endpoint.parse(endpoint.toString()))
                .contains(endpoint));
    }

    static Stream<byte[]> texts() {
        return Stream.of(
                        "203.0.113.7",
                        "::ffff:203.0.113.7",
                        "2001:db8::1",
                        "::",
                        "1:2:3:4:5:6:7:8",
                        "64:ff9b::192.0.2.33",
                        "10.1.2.3/8",
                        "2001:db8::/33",
                        "0.0.0.0/0",
                        "192.0.2.1:6969",
                        "[2001:db8::1]:65535",
                        "fe80::1%eth0")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    private static void network(String text) {
        Optional<Network> network = Network.parse(text);
        if (network.isEmpty()) {
            return;
        }
        assertThat(Network.parse(network.get().toString())).isEqualTo(network);
        Address base = network.get().base();
        int bits = base.bytes().length * 8;
        BigInteger first = new BigInteger(1, base.bytes());
        BigInteger size = BigInteger.ONE.shiftLeft(bits - network.get().prefixBits());
        assertThat(first.mod(size)).isZero();
        assertThat(network.get().contains(base)).isTrue();
        assertThat(network.get().contains(address(first.add(size).subtract(BigInteger.ONE), bits)))
                .isTrue();
        if (first.add(size).bitLength() <= bits) {
            assertThat(network.get().contains(address(first.add(size), bits))).isFalse();
        }
        if (first.signum() > 0) {
            assertThat(network.get().contains(address(first.subtract(BigInteger.ONE), bits)))
                    .isFalse();
        }
    }

    private static Address address(BigInteger value, int bits) {
        byte[] bytes = new byte[bits / 8];
        byte[] number = value.toByteArray();
        int length = Math.min(number.length, bytes.length);
        System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
        return Address.of(bytes);
    }
}
