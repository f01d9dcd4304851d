package dev.herald.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Valid and invalid framings of a body, each with a hidden request as the body. */
final class Framings {

    static final List<String> METHODS = List.of(
            "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PRI", "FOO", "get",
            "trace");

    /** Functions from the hidden request to headers and body, by the name of the framing. */
    private static final Map<String, UnaryOperator<String>> ALL = all();

    /** How long to wait for the response to a hidden request after the first response. */
    private static final int IDLE_MILLIS = 150;

    private static final int SHORT_TIMEOUT_MILLIS = 500;
    private static final int TIMEOUT_MILLIS = 30_000;

    private Framings() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** A request with that method and framing. */
    static String request(String method, String path, String framing, String hidden) {
        return method + " " + path + " HTTP/1." + (framing.endsWith("1.0") ? "0" : "1") + "\r\nHost: localhost\r\n"
                + ALL.get(framing).apply(hidden);
    }

    private static Map<String, UnaryOperator<String>> all() {
        Map<String, UnaryOperator<String>> all = new TreeMap<>();
        all.put("a length", hidden -> length(hidden) + "\r\n" + hidden);
        all.put("chunks", hidden -> "Transfer-Encoding: chunked\r\n\r\n" + chunks(hidden));
        all.put(
                "a length and chunks",
                hidden -> "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks(hidden));
        all.put(
                "chunks and a length",
                hidden -> "Transfer-Encoding: chunked\r\n" + length("0\r\n\r\n" + hidden) + "\r\n0\r\n\r\n" + hidden);
        all.put("a coding before chunked", hidden -> "Transfer-Encoding: gzip, chunked\r\n\r\n" + hidden);
        all.put("a coding after chunked", hidden -> "Transfer-Encoding: chunked, gzip\r\n\r\n" + hidden);
        all.put("an unknown coding", hidden -> "Transfer-Encoding: identity\r\n\r\n" + hidden);
        all.put(
                "an unknown coding and a length",
                hidden -> "Transfer-Encoding: identity\r\n" + length(hidden) + "\r\n" + hidden);
        all.put("two codings", hidden -> "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks(hidden));
        all.put("a coding after a tab", hidden -> "Transfer-Encoding:\tchunked\r\n\r\n" + chunks(hidden));
        all.put("a folded coding", hidden -> "Transfer-Encoding:\r\n chunked\r\n\r\n" + chunks(hidden));
        all.put("a folded length", hidden -> "Content-Length:\r\n " + hidden.length() + "\r\n\r\n" + hidden);
        all.put("a negative length", hidden -> "Content-Length: -1\r\n\r\n" + hidden);
        all.put("two lengths", hidden -> "Content-Length: 0\r\n" + length(hidden) + "\r\n" + hidden);
        all.put("a length with a sign", hidden -> "Content-Length: +" + hidden.length() + "\r\n\r\n" + hidden);
        all.put("a space before the colon", hidden -> "Content-Length : " + hidden.length() + "\r\n\r\n" + hidden);
        all.put("a line without a colon", hidden -> "X\r\n" + length(hidden) + "\r\n" + hidden);
        all.put("a line without a name", hidden -> ": x\r\n" + length(hidden) + "\r\n" + hidden);
        all.put("a control character", hidden -> "X: \u0001\r\n" + length(hidden) + "\r\n" + hidden);
        all.put("an upgrade", hidden -> "Upgrade: x\r\nConnection: upgrade\r\n" + length(hidden) + "\r\n" + hidden);
        all.put(
                "an upgrade to HTTP/2",
                hidden ->
                        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"
                                + length(hidden) + "\r\n" + hidden);
        all.put("Expect: 100-continue", hidden -> "Expect: 100-continue\r\n" + length(hidden) + "\r\n" + hidden);
        all.put("an unknown Expect", hidden -> "Expect: x\r\n" + length(hidden) + "\r\n" + hidden);
        all.put("a second host", hidden -> "Host: \r\n" + length(hidden) + "\r\n" + hidden);
        all.put("an invalid chunk", hidden -> "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + hidden);
        all.put("a chunk without a size", hidden -> "Transfer-Encoding: chunked\r\n\r\n\r\n\r\n" + hidden);
        all.put("a chunk without an end", hidden -> "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + hidden);
        all.put("Connection: close", hidden -> "Connection: close\r\n\r\n" + hidden);
        all.put("Connection: close in a list", hidden -> "Connection: x, close\r\n\r\n" + hidden);
        all.put("a length in HTTP/1.0", hidden -> "Connection: keep-alive\r\n" + length(hidden) + "\r\n" + hidden);
        all.put(
                "chunks in HTTP/1.0",
                hidden -> "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks(hidden));
        return all;
    }

    private static String length(String body) {
        return "Content-Length: " + body.length() + "\r\n";
    }

    private static String chunks(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    /** The status lines of all final responses on one connection. */
    static List<String> statusLines(int port, String request, boolean inOneWrite) throws IOException {
        int head = request.indexOf("\r\n\r\n") + 4;
        List<String> lines;
        try (Socket socket = new Socket(DeployedHerald.loopback(1), port)) {
            socket.setTcpNoDelay(true);
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            boolean open = true;
            if (inOneWrite) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } else {
                socket.getOutputStream().write(request.substring(0, head).getBytes(StandardCharsets.ISO_8859_1));
                // A server that waits for the body has not answered yet.
                open = read(socket, IDLE_MILLIS, answers);
            }
            if (open && !inOneWrite && send(socket, request.substring(head))) {
                read(socket, IDLE_MILLIS, answers);
            }
            if (statusLines(answers).isEmpty()) {
                read(socket, TIMEOUT_MILLIS, answers);
            }
            read(socket, IDLE_MILLIS, answers);
            lines = statusLines(answers);
        }
        return lines;
    }

    /** Sends a request from 127.0.0.77 with a short timeout, because a proxy may wait for the rest of a body. */
    static void send(int port, String request) throws IOException {
        try (Socket socket = new Socket(DeployedHerald.loopback(1), port, DeployedHerald.loopback(77), 0)) {
            if (send(socket, request)) {
                read(socket, SHORT_TIMEOUT_MILLIS, new ByteArrayOutputStream());
            }
        }
    }

    private static List<String> statusLines(ByteArrayOutputStream answers) {
        return answers.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith("HTTP/1.") && !line.contains(" 100 "))
                .toList();
    }

    private static boolean send(Socket socket, String body) {
        try {
            socket.getOutputStream().write(body.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException e) {
            // The server has closed the connection.
            return false;
        }
    }

    /** Reads until a timeout, and returns whether the connection is still open. */
    private static boolean read(Socket socket, int millis, ByteArrayOutputStream answers) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        socket.setSoTimeout(millis);
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                answers.write(buffer, 0, read);
                socket.setSoTimeout(IDLE_MILLIS);
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            // The server closed the connection with unread input, which resets it.
            return false;
        }
    }
}
