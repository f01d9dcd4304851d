package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Probes a socket with scripted answers; {@link UdpServerTest} probes a tracker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UdpProbeTest {

    private DatagramSocket socket;

    @BeforeEach
    void bind() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void a_connect_answer_is_a_success() throws Exception {
        assertThat(askAnswering(request -> answer(request, 16))).isEmpty();
    }

    @Test
    void an_answer_of_another_length_is_a_failure() throws Exception {
        assertThat(askAnswering(request -> answer(request, 15))).isEqualTo("invalid answer");
        assertThat(askAnswering(request -> answer(request, 17))).isEqualTo("invalid answer");
    }

    @Test
    void an_answer_to_another_transaction_is_a_failure() throws Exception {
        assertThat(askAnswering(request -> {
                    byte[] answer = answer(request, 16);
                    answer[7]++;
                    return answer;
                }))
                .isEqualTo("invalid answer");
    }

    @Test
    void a_timeout_is_a_failure() {
        assertThat(new UdpProbe(50).ask((InetSocketAddress) socket.getLocalSocketAddress()))
                .isEqualTo("no answer within 50 ms");
    }

    @Test
    void a_closed_port_is_a_failure() {
        InetSocketAddress address = (InetSocketAddress) socket.getLocalSocketAddress();
        socket.close();
        assertThat(new UdpProbe(500).ask(address)).isIn("the port is closed", "no answer within 500 ms");
    }

    private String askAnswering(UnaryOperator<byte[]> tracker) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[64], 64);
                socket.receive(packet);
                byte[] answer = tracker.apply(packet.getData());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        String result = new UdpProbe(10_000).ask((InetSocketAddress) socket.getLocalSocketAddress());
        thread.join();
        return result;
    }

    /** Action 0 and the transaction id of the request. */
    private static byte[] answer(byte[] request, int length) {
        byte[] answer = new byte[length];
        System.arraycopy(request, 12, answer, 4, 4);
        return answer;
    }
}
