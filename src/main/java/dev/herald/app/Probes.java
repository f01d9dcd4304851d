package dev.herald.app;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Asks the doors what any client may ask, over the network, so that health tells what clients see. */
final class Probes {

    private static final int TIMEOUT_MILLIS = 1000;
    private static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;
    private static final int CONNECT = 0;
    private static final int CONNECT_BYTES = 16;

    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private Probes() {}

    /** Whether a UDP tracker at {@code bound} answers a connect (BEP 15): the empty string, or what is wrong. */
    static String udp(InetSocketAddress bound) {
        int transactionId = ThreadLocalRandom.current().nextInt();
        byte[] request = ByteBuffer.allocate(CONNECT_BYTES)
                .putLong(PROTOCOL_ID)
                .putInt(CONNECT)
                .putInt(transactionId)
                .array();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            // Connected, so that a closed port is an error at once and nobody else is listened to.
            socket.connect(fromHere(bound));
            socket.send(new DatagramPacket(request, request.length));
            DatagramPacket answer = new DatagramPacket(new byte[CONNECT_BYTES + 1], CONNECT_BYTES + 1);
            socket.receive(answer);
            ByteBuffer fields = ByteBuffer.wrap(answer.getData());
            boolean right = answer.getLength() == CONNECT_BYTES
                    && fields.getInt() == CONNECT
                    && fields.getInt() == transactionId;
            return right ? "" : "answers a connect wrongly";
        } catch (SocketTimeoutException e) {
            return "no answer within " + TIMEOUT_MILLIS + " ms";
        } catch (IOException e) {
            return reason(e);
        }
    }

    /** Whether the HTTP tracker at {@code bound} answers {@code /health_check}: the empty string, or what is wrong. */
    static String http(InetSocketAddress bound) {
        try {
            // A listener of Java's on [::] takes IPv4 as well, and on a machine without IPv6 nothing else.
            InetSocketAddress near = bound.getAddress().isAnyLocalAddress()
                    ? new InetSocketAddress(InetAddress.getByAddress(IPV4_LOOPBACK), bound.getPort())
                    : bound;
            String host = near.getAddress() instanceof Inet6Address
                    ? "[" + near.getAddress().getHostAddress() + "]"
                    : near.getAddress().getHostAddress();
            URI uri = URI.create("http://" + host + ":" + near.getPort() + "/health_check");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                return status == HttpURLConnection.HTTP_OK ? "" : "answers with status " + status;
            } finally {
                connection.disconnect();
            }
        } catch (SocketTimeoutException e) {
            return "no answer within " + TIMEOUT_MILLIS + " ms";
        } catch (IOException e) {
            return reason(e);
        }
    }

    /** Where this machine reaches a UDP socket bound to {@code bound}: a wildcard stands for the loopback of its family. */
    static InetSocketAddress fromHere(InetSocketAddress bound) throws UnknownHostException {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return bound;
        }
        byte[] loopback = bound.getAddress() instanceof Inet6Address ? IPV6_LOOPBACK : IPV4_LOOPBACK;
        return new InetSocketAddress(InetAddress.getByAddress(loopback), bound.getPort());
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "nothing listens there (" + e.getClass().getSimpleName() + ")" : e.getMessage();
    }
}
