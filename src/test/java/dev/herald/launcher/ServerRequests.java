package dev.herald.launcher;

import dev.herald.clients.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Requests of clients to a running server. */
public final class ServerRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ONE_TRY_MILLIS = 2000;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .proxy(ProxySelector.of(null))
            .connectTimeout(PATIENCE)
            .build();

    private ServerRequests() {}

    /** The status and the body, with a space between. */
    public static String http(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        return answer.statusCode() + " " + answer.body();
    }

    /** Waits for an answer of 200; on a busy machine a frontend may fail its check at first. */
    static void awaitOk(String url) throws InterruptedException {
        Eventually.says(url, "200", () -> status(url), PATIENCE);
    }

    /** The port of a frontend that is bound to 127.0.0.1, from the readiness check. */
    public static int readyPort(String operatorUrl, String frontend) {
        try {
            String health = http(operatorUrl + "/health/ready");
            return Integer.parseInt(HeraldProcess.find(health, "\"" + frontend + " 127\\.0\\.0\\.1:(\\d+)\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String status(String url) {
        try {
            return http(url).split(" ", 2)[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends connect requests to a {@code udp://} URL without waiting for answers. */
    public static void flood(String url, int requests) throws IOException {
        byte[] request = connectRequest();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(address(url));
            for (int i = 0; i < requests; i++) {
                socket.send(new DatagramPacket(request, request.length));
            }
        }
    }

    /** Whether a connect request (BEP 15) to that {@code udp://} URL is answered with 16 bytes and its transaction id. */
    public static boolean udpConnect(String url) throws IOException {
        byte[] request = connectRequest();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(ONE_TRY_MILLIS);
            socket.connect(address(url));
            DatagramPacket answer = answer(socket, request);
            return answer.getLength() == 16
                    && Arrays.equals(answer.getData(), 0, 8, new byte[] {0, 0, 0, 0, 0x12, 0x34, 0x56, 0x78}, 0, 8);
        }
    }

    /** Repeats the request, as every client does: a datagram may be dropped. */
    private static DatagramPacket answer(DatagramSocket socket, byte[] request) throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[64], 64);
        for (long tries = PATIENCE.toMillis() / ONE_TRY_MILLIS; ; tries--) {
            try {
                socket.send(new DatagramPacket(request, request.length));
                socket.receive(answer);
                return answer;
            } catch (SocketTimeoutException e) {
                if (tries == 0) {
                    throw e;
                }
            }
        }
    }

    private static InetSocketAddress address(String url) {
        URI uri = URI.create(url);
        return new InetSocketAddress(uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort());
    }

    private static byte[] connectRequest() {
        return ByteBuffer.allocate(16)
                .putLong(0x41727101980L)
                .putInt(0)
                .putInt(0x1234_5678)
                .array();
    }
}
