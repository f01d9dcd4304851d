package dev.herald.udp;

import dev.herald.metrics.OpenSockets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Asks a UDP tracker for a connection id (BEP 15), as every client does first. */
public final class UdpProbe implements OpenSockets.Probe {

    private static final int TIMEOUT_MILLIS = 2000;
    private static final int MESSAGE_BYTES = 16;

    private final int timeoutMillis;

    /** A probe that waits two seconds for its answer. */
    public UdpProbe() {
        this(TIMEOUT_MILLIS);
    }

    UdpProbe(int timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public String ask(InetSocketAddress address) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(timeoutMillis);
            socket.connect(new InetSocketAddress(target(address.getAddress()), address.getPort()));
            return ask(socket);
        } catch (SocketTimeoutException e) {
            return "no answer within " + timeoutMillis + " ms";
        } catch (PortUnreachableException e) {
            return "nobody listens";
        } catch (IOException e) {
            return "cannot be asked: " + e.getMessage();
        }
    }

    private static String ask(DatagramSocket socket) throws IOException {
        int transactionId = ThreadLocalRandom.current().nextInt();
        byte[] request = ByteBuffer.allocate(MESSAGE_BYTES)
                .putLong(ConnectionIds.PROTOCOL_ID)
                .putInt(Action.CONNECT)
                .putInt(transactionId)
                .array();
        socket.send(new DatagramPacket(request, request.length));
        DatagramPacket answer = new DatagramPacket(new byte[MESSAGE_BYTES + 1], MESSAGE_BYTES + 1);
        socket.receive(answer);
        byte[] expected = ByteBuffer.allocate(8)
                .putInt(Action.CONNECT)
                .putInt(transactionId)
                .array();
        boolean right = answer.getLength() == MESSAGE_BYTES
                && Arrays.equals(answer.getData(), 0, expected.length, expected, 0, expected.length);
        return right ? "" : "the answer is not that of a tracker";
    }

    /** A socket that listens everywhere is asked over loopback. */
    private static InetAddress target(InetAddress bound) throws IOException {
        if (!bound.isAnyLocalAddress()) {
            return bound;
        }
        return InetAddress.getByName(bound instanceof Inet6Address ? "::1" : "127.0.0.1");
    }
}
