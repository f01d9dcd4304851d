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
import java.util.concurrent.ThreadLocalRandom;

/** Checks a UDP tracker with a connect request (BEP 15). */
public final class UdpProbe implements OpenSockets.Probe {

    private static final int TIMEOUT_MILLIS = 2000;
    private static final int MESSAGE_BYTES = 16;

    private final int timeoutMillis;

    /** Creates a probe with a timeout of two seconds. */
    public UdpProbe() {
        this(TIMEOUT_MILLIS);
    }

    /** Creates a probe with another timeout. */
    public UdpProbe(int timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public String ask(InetSocketAddress address) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(timeoutMillis);
            socket.connect(new InetSocketAddress(target(address.getAddress()), address.getPort()));
            return connect(socket);
        } catch (SocketTimeoutException e) {
            return "no answer within " + timeoutMillis + " ms";
        } catch (PortUnreachableException e) {
            return "the port is closed";
        } catch (IOException e) {
            return "cannot be reached: " + e.getMessage();
        }
    }

    private static String connect(DatagramSocket socket) throws IOException {
        int transactionId = ThreadLocalRandom.current().nextInt();
        byte[] request = ByteBuffer.allocate(MESSAGE_BYTES)
                .putLong(ConnectionIds.PROTOCOL_ID)
                .putInt(UdpTracker.CONNECT)
                .putInt(transactionId)
                .array();
        socket.send(new DatagramPacket(request, request.length));
        DatagramPacket answer = new DatagramPacket(new byte[MESSAGE_BYTES + 1], MESSAGE_BYTES + 1);
        socket.receive(answer);
        ByteBuffer fields = ByteBuffer.wrap(answer.getData());
        boolean valid = answer.getLength() == MESSAGE_BYTES
                && fields.getInt() == UdpTracker.CONNECT
                && fields.getInt() == transactionId;
        return valid ? "" : "invalid answer";
    }

    /** A socket at a wildcard address is checked over the loopback interface. */
    private static InetAddress target(InetAddress bound) throws IOException {
        if (!bound.isAnyLocalAddress()) {
            return bound;
        }
        return InetAddress.getByName(bound instanceof Inet6Address ? "::1" : "127.0.0.1");
    }
}
