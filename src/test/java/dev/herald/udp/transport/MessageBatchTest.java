package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Sends and receives with the kernel, which reads and writes the structures. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MessageBatchTest {

    private static final int EAGAIN = 11;
    private static final int EBADF = 9;
    private static final InetAddress LOOPBACK = Address.ofIpv4(0x7f000001).toInetAddress();

    /** Needs Java 22. */
    @BeforeAll
    static void requiresForeignFunctions() {
        assumeTrue(ForeignTransport.FOREIGN.unavailability().isEmpty());
    }

    /** Allocates many batches, because the alignment depends on the allocator. */
    @Test
    void an_empty_socket_reports_EAGAIN_at_every_memory_alignment() throws IOException {
        Socket socket = socket();
        for (int i = 0; i < 100; i++) {
            MessageBatch batch = new MessageBatch(Family.IPV4, false);
            assertThat(batch.receive(socket.intValue())).isEqualTo(-1);
            assertThat(batch.errno()).isEqualTo(EAGAIN);
        }
        socket.close();
    }

    @Test
    void more_datagrams_than_a_batch_are_received_in_two_calls() throws IOException {
        Socket socket = socket();
        MessageBatch batch = new MessageBatch(Family.IPV4, false);
        try (DatagramSocket sender = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            sender.connect(socket.localAddress());
            for (int i = 0; i < MessageBatch.SIZE + 3; i++) {
                sender.send(new DatagramPacket(new byte[i + 1], i + 1));
            }
            assertThat(batch.receive(socket.intValue())).isEqualTo(MessageBatch.SIZE);
            assertThat(batch.request(MessageBatch.SIZE - 1).bytes().remaining()).isEqualTo(MessageBatch.SIZE);
            assertThat(batch.receive(socket.intValue())).isEqualTo(3);
            assertThat(batch.request(2).bytes().remaining()).isEqualTo(MessageBatch.SIZE + 3);
            assertThat(batch.request(2).sender()).isEqualTo(Address.of(LOOPBACK));
            assertThat(batch.request(2).port()).isEqualTo(sender.getLocalPort());
        }
        socket.close();
    }

    @Test
    void an_answer_that_cannot_be_sent_is_skipped() throws IOException {
        Socket socket = socket();
        MessageBatch batch = new MessageBatch(Family.IPV4, false);
        try (DatagramSocket sender = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            sender.connect(socket.localAddress());
            sender.send(new DatagramPacket(new byte[16], 16));
            batch.receive(socket.intValue());
            batch.nextAnswer().putInt(1);
            batch.answer(0);
            batch.nextAnswer().putInt(2);
            batch.answer(0);
            assertThat(batch.send(Integer.MAX_VALUE)).isEqualTo(-1);
            assertThat(batch.errno()).isEqualTo(EBADF);
            batch.skip();
            assertThat(batch.unsent()).isEqualTo(1);
            assertThat(batch.send(socket.intValue())).isEqualTo(1);
            assertThat(batch.unsent()).isZero();
            DatagramPacket answer = new DatagramPacket(new byte[9], 9);
            sender.setSoTimeout(10_000);
            sender.receive(answer);
            assertThat(answer.getLength()).isEqualTo(4);
            assertThat(answer.getData()[3]).isEqualTo((byte) 2);
        }
        socket.close();
    }

    private static Socket socket() throws IOException {
        Socket socket = ForeignTransport.open(Family.IPV4);
        socket.bind(new InetSocketAddress(LOOPBACK, 0));
        return socket;
    }
}
