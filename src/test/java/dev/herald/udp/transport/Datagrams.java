package dev.herald.udp.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;

/** Sends and receives datagrams with a JDK socket, like a client. */
final class Datagrams {

    private static final int MOST_BYTES = 2048;

    private Datagrams() {}

    static void send(DatagramSocket from, byte[] datagram) throws IOException {
        from.send(new DatagramPacket(datagram, datagram.length));
    }

    static ByteBuffer receive(DatagramSocket at) throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        at.receive(answer);
        return ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
    }
}
