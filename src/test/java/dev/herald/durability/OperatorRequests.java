package dev.herald.durability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Requests to the operator port that block on the database, or on a client that does not read. */
final class OperatorRequests implements AutoCloseable {

    private static final int SMALL_BUFFER = 2048;
    private static final int TIMEOUT_MILLIS = (int) TimeUnit.MINUTES.toMillis(1);

    private final int port;
    private final List<Socket> sockets = new ArrayList<>();

    OperatorRequests(int port) {
        this.port = port;
    }

    /** Sends requests, asserts status 200, and does not read the rest of the responses. */
    void unread(int requests, String path) throws IOException {
        for (int i = 0; i < requests; i++) {
            Socket socket = ask(path);
            assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    /** Sends requests without reading the responses. */
    void pending(int requests, String path) throws IOException {
        for (int i = 0; i < requests; i++) {
            ask(path);
        }
    }

    /** Whether any connection has unread data. */
    boolean answered() throws IOException {
        for (Socket socket : sockets) {
            if (socket.getInputStream().available() > 0) {
                return true;
            }
        }
        return false;
    }

    private Socket ask(String path) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String head = "GET " + path + " HTTP/1.1\r\nHost: operator\r\nAccept: application/x-ndjson, */*;q=0.1\r\n"
                + "Authorization: Bearer " + Server.TOKEN + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        return socket;
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
