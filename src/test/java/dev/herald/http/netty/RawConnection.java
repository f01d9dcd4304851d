package dev.herald.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.herald.bittorrent.Endpoint;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** A client connection of raw bytes, one character for each. */
public final class RawConnection implements Closeable {

    private static final String LENGTH = "content-length: ";
    private static final int TIMEOUT_MILLIS = 10_000;

    final Socket socket;

    public RawConnection(Endpoint server) throws IOException {
        this(server, server.address().toInetAddress());
    }

    RawConnection(Endpoint server, InetAddress local) throws IOException {
        this(server, local, 0);
    }

    /** With socket buffers of that size; 0 for the default. */
    RawConnection(Endpoint server, InetAddress local, int bufferBytes) throws IOException {
        this(connected(server, local, bufferBytes));
    }

    /** With an open socket, such as one with TLS. */
    public RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    private static Socket connected(Endpoint server, InetAddress local, int bufferBytes) throws IOException {
        Socket socket = new Socket();
        if (bufferBytes > 0) {
            socket.setReceiveBufferSize(bufferBytes);
            socket.setSendBufferSize(bufferBytes);
        }
        socket.bind(new InetSocketAddress(local, 0));
        socket.connect(server.toSocketAddress(), TIMEOUT_MILLIS);
        return socket;
    }

    public RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return this;
    }

    /** Reads a response, without a body if the request was HEAD. */
    String answer(boolean headOnly) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ends after: " + head);
            }
            head.append((char) next);
        }
        // A proxy may have changed the case of header names.
        int length = head.toString().toLowerCase(Locale.ROOT).indexOf(LENGTH) + LENGTH.length();
        int bytes = headOnly ? 0 : Integer.parseInt(head.substring(length, head.indexOf("\r\n", length)));
        return head + new String(in.readNBytes(bytes), ISO_8859_1);
    }

    public String answer() throws IOException {
        return answer(false);
    }

    public String ask(String request) throws IOException {
        return send(request).answer();
    }

    /** Reads a character, or none within the socket's time-out. */
    String soon() throws IOException {
        try {
            int next = socket.getInputStream().read();
            return next < 0 ? "" : Character.toString((char) next);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    /** Whether the server closes the connection within the socket's time-out. */
    boolean isClosedSoon() throws IOException {
        try {
            return isClosed();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Reads until the server closes the connection. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    /** Whether the server closes the connection, with or without a reset, before it sends anything. */
    boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
