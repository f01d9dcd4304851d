package dev.herald.conformance;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection to an HTTP server that sends raw bytes. An HTTP library would correct or reject invalid requests. */
public final class RawHttpConnection implements Closeable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;

    /**
     * A response.
     *
     * @param status the status code
     * @param headers the values by their lower-case names
     * @param body the body, one character for each byte
     */
    public record Reply(int status, Map<String, String> headers, String body) {}

    /** Connects from {@code local} to a port of the loopback address of the same family. */
    public RawHttpConnection(InetAddress local, int port) throws IOException {
        InetAddress server = local.getAddress().length == 4 ? DeployedHerald.loopback(1) : local;
        socket = new Socket(server, port, local, 0);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** Sends a GET request of HTTP/1.1; {@code headers} are lines without line ends. */
    public Reply get(String target, String... headers) throws IOException {
        return ask("GET", target, "HTTP/1.1", headers);
    }

    public Reply ask(String method, String target, String version, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " " + version, "Host: localhost"));
        lines.addAll(List.of(headers));
        return send(String.join("\r\n", lines) + "\r\n\r\n", method.equals("HEAD"));
    }

    /** Sends bytes, one character for each, and reads a response. */
    Reply send(String bytes, boolean headOnly) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        InputStream in = socket.getInputStream();
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Reply(status, headers, headOnly ? "" : new String(body(in, headers), StandardCharsets.ISO_8859_1));
    }

    /** Whether the server has closed the connection after its response. */
    boolean closedByServer() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if (length == null) {
            return in.readAllBytes();
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length != Integer.parseInt(length)) {
            throw new EOFException("the body ends before its length");
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ends within a line: " + line);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
