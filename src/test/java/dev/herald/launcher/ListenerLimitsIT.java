package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.conformance.RawHttpConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The effect of clients of one port of the container on clients of the other ports and on each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ListenerLimitsIT {

    private static final String TOKEN = "the-token-of-the-tests";
    private static final String HOME = "https://example.org/about?tracker#home";
    private static final int PER_ADDRESS = 20;
    private static final int IN_ALL = 60;
    private static final long PATIENCE_SECONDS = 120;

    private static final String ANNOUNCE =
            "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-HR0100-aaaaaaaaaaaa&left=1&compact=0&numwant=200&port=";

    private final List<Socket> sockets = new ArrayList<>();
    private HeraldProcess herald;
    private int http;
    private int httpNetty;
    private int operator;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_API_TOKEN_ADMIN", TOKEN);
        environment.put("HERALD_HTTP_JAXRS_MAX_CONNECTIONS", Integer.toString(IN_ALL));
        environment.put("HERALD_HTTP_JAXRS_MAX_CONNECTIONS_PER_ADDRESS", Integer.toString(PER_ADDRESS));
        environment.put("HERALD_HTTP_JAXRS_IDLE_TIMEOUT", "8");
        environment.put("HERALD_HTTP_JAXRS_HEADER_TIMEOUT", "3");
        environment.put("HERALD_HTTP_HOME", HOME);
        herald = HeraldProcess.start(folder, environment, HeraldProcess.COMPILED_ONCE);
        String block = herald.block();
        http = port(block, HeraldProcess.JAXRS_URL);
        httpNetty = port(block, HeraldProcess.NETTY_URL);
        operator = port(block, "operator\\s+(http://\\S+)/");
    }

    private static int port(String block, String pattern) {
        return URI.create(HeraldProcess.find(block, pattern)).getPort();
    }

    @AfterAll
    void end() {
        herald.close();
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        // Waits until their connections are released, before the next test.
        awaitAnnounce(http, 5);
    }

    @Test
    void every_port_redirects_to_the_home_page() throws IOException {
        for (int port : List.of(http, httpNetty)) {
            try (Socket socket = connect(6, port)) {
                write(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(answer).startsWith("HTTP/1.1 302").containsIgnoringCase("\r\nLocation: " + HOME + "\r\n");
            }
        }
    }

    @Test
    void an_idle_connection_is_closed() throws IOException {
        Socket idle = connect(7, http);
        assertThat(idle.getInputStream().read()).isNegative();
        Socket asked = connect(7, http);
        assertThat(ask(asked)).startsWith("HTTP/1.1 200");
        drain(asked);
    }

    @Test
    void a_slow_request_is_closed() throws Exception {
        Socket slow = connect(7, http);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        slow.setSoTimeout(200);
        write(slow, "GET /health_check HTTP/1.1\r\n");
        while (!isClosed(slow)) {
            assertThat(System.nanoTime()).isLessThan(end);
            try {
                write(slow, "X: y\r\n");
            } catch (IOException e) {
                break;
            }
        }
    }

    @Test
    void connections_are_limited_per_address() throws IOException {
        List<Socket> served = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < PER_ADDRESS + 5; i++) {
            Socket socket = connect(8, http);
            try {
                if (ask(socket).startsWith("HTTP/1.1 200")) {
                    served.add(socket);
                } else {
                    refused++;
                }
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThat(served.size()).isBetween(PER_ADDRESS, PER_ADDRESS + 5 - 1);
        assertThat(announce(http, 9)).startsWith("d");
    }

    @Test
    void connections_are_limited_in_total_per_port() throws IOException {
        for (int i = 0; i < IN_ALL + 10; i++) {
            connect(20 + i % 10, http);
        }
        assertThat(announce(httpNetty, 9)).startsWith("d");
        assertThat(get(operator, "/health/live")).contains("UP");
    }

    /** Each requests more than it reads; there are more of them than threads, which must not wait for them. */
    @Test
    void slow_readers_are_closed_and_delay_no_other_client() throws Exception {
        for (int peer = 0; peer < 200; peer++) {
            announce(httpNetty, 100 + peer % 100, 7000 + peer);
        }
        List<Socket> readers = new ArrayList<>();
        for (int i = 0; i < PER_ADDRESS; i++) {
            Socket reader = new Socket();
            reader.setReceiveBufferSize(2048);
            readers.add(connect(reader, 11, http));
        }
        String request = "GET " + ANNOUNCE + "6881 HTTP/1.1\r\nHost: x\r\n\r\n";
        Set<Socket> heard = ConcurrentHashMap.newKeySet();
        List<Thread> asking = readers.stream()
                .map(reader -> new Thread(() -> flood(reader, request.repeat(10), heard)))
                .toList();
        asking.forEach(thread -> thread.setDaemon(true));
        asking.forEach(Thread::start);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * PATIENCE_SECONDS);
        do {
            assertThat(System.nanoTime()).as("they are closed").isLessThan(end);
            // It shares the threads of its port with them, so it may have to retry.
            awaitAnnounce(http, 12);
            assertThat(announce(httpNetty, 12)).startsWith("d");
            assertThat(get(operator, "/health/live")).contains("UP");
        } while (asking.stream().anyMatch(Thread::isAlive));
        assertThat(heard).isEmpty();
    }

    /** Every thread of the operator's port waits for a body that does not come. */
    @Test
    void a_busy_operators_port_does_not_delay_announces() throws IOException {
        Socket question;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        do {
            assertThat(System.nanoTime()).as("the port still answers").isLessThan(end);
            for (int i = 0; i < 16; i++) {
                write(
                        connect(30, operator),
                        "POST /manage/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n"
                                + "Authorization: Bearer " + TOKEN + "\r\n\r\n{");
            }
            question = connect(31, operator);
            question.setSoTimeout(500);
            write(question, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        } while (isAnswered(question));
        for (int i = 0; i < 50; i++) {
            assertThat(announce(http, 12)).startsWith("d");
            assertThat(announce(httpNetty, 12)).startsWith("d");
        }
        // Every wait ends.
        question.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(isAnswered(question)).isTrue();
    }

    /** Sends requests until the connection is closed, or adds it to {@code heard} at the deadline. */
    private static void flood(Socket reader, String requests, Set<Socket> heard) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (System.nanoTime() - end < 0) {
                write(reader, requests);
            }
            heard.add(reader);
        } catch (IOException e) {
            // It has been closed.
        }
    }

    private void awaitAnnounce(int port, int last) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() - end < 0) {
            try {
                if (announce(port, last).startsWith("d")) {
                    return;
                }
            } catch (IOException e) {
                // Still too many.
            }
        }
        throw new AssertionError("no announce is answered any more");
    }

    private static String announce(int port, int last) throws IOException {
        return announce(port, last, 6881);
    }

    private static String announce(int port, int last, int listening) throws IOException {
        try (RawHttpConnection connection = new RawHttpConnection(loopback(last), port)) {
            return connection.get(ANNOUNCE + listening).body();
        }
    }

    private static String get(int port, String path) throws IOException {
        try (RawHttpConnection connection = new RawHttpConnection(loopback(5), port)) {
            return connection.get(path).body();
        }
    }

    private Socket connect(int last, int port) throws IOException {
        return connect(new Socket(), last, port);
    }

    private Socket connect(Socket socket, int last, int port) throws IOException {
        sockets.add(socket);
        socket.bind(new InetSocketAddress(loopback(last), 0));
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        socket.connect(new InetSocketAddress(loopback(1), port));
        return socket;
    }

    private static InetAddress loopback(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    /** The beginning of the answer. */
    private static String ask(Socket socket) throws IOException {
        write(socket, "GET /health_check HTTP/1.1\r\nHost: x\r\n\r\n");
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Reads to the end of the connection. */
    private static void drain(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            // The content is ignored.
        }
    }
}
