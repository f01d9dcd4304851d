package dev.herald.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.http.LogRecords;
import dev.herald.tls.PemPair;
import dev.herald.tls.Trust;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection may break at any byte of a pipeline: nothing is logged or leaked. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("logs and allocations of other tests would be counted")
final class BrokenConnectionTest {

    /** Requests that are answered, rejected, with a body, and incomplete. */
    private static final String PIPELINE = KeepAliveTest.HEALTH
            + "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\n\r\n"
            + "\r\nHEAD /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n"
            + "GET /nowhere HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
            + "POST /announce HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
            + "GET /announce";

    /** For connections that each require a handshake. */
    private static final String SHORT_PIPELINE =
            KeepAliveTest.HEALTH + "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello";

    /** Its responses exceed the buffers of the kernel many times. */
    private static final String LONG_PIPELINE =
            "GET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n".repeat(3000);

    private static final int LONG_ROUNDS = 20;

    private LogRecords records;
    private ResourceLeakDetector.Level level;
    private long pinned;
    private PemPair pair;
    private SSLContext client;

    @BeforeAll
    void createCertificate(@TempDir Path folder) throws Exception {
        pair = PemPair.make(folder, "EC");
        client = Trust.in(pair.read());
    }

    @BeforeEach
    void startRecording() {
        level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        pinned = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
        records = LogRecords.ofAll();
    }

    @AfterEach
    void stopRecording() {
        records.close();
        ResourceLeakDetector.setLevel(level);
    }

    static List<HttpTransport> transports() {
        return TestServer.transports();
    }

    private static Stream<ChannelTransport> channels() {
        return Epoll.isAvailable()
                ? Stream.of(ChannelTransport.EPOLL, ChannelTransport.NIO)
                : Stream.of(ChannelTransport.NIO);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connection_breaks_at_every_byte_of_a_pipeline(HttpTransport transport) throws Exception {
        try (TestServer frontend = new TestServer(TestServer.settings(1000, 1000, 30, 10), transport)) {
            for (int end = 0; end <= PIPELINE.length(); end++) {
                for (boolean reset : List.of(true, false)) {
                    try (RawConnection wire = frontend.connect()) {
                        // In two pieces, so that the server has to keep an incomplete request.
                        wire.send(PIPELINE.substring(0, end / 2)).send(PIPELINE.substring(end / 2, end));
                        disconnect(wire.socket, reset);
                    }
                }
            }
            assertNoConnections(frontend);
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connection_breaks_while_responses_are_written(HttpTransport transport) throws Exception {
        try (TestServer frontend = new TestServer(TestServer.settings(1000, 1000, 30, 10), transport)) {
            for (int round = 0; round < LONG_ROUNDS; round++) {
                Eventually.holds(() -> frontend.server.connections() == 0);
                try (RawConnection wire = frontend.connect()) {
                    wire.send(LONG_PIPELINE.substring(0, 1 + round));
                    Eventually.holds(() -> frontend.server.connections() == 1);
                    sendAndReset(wire, LONG_PIPELINE.substring(1 + round));
                }
            }
            assertNoConnections(frontend);
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @MethodSource("channels")
    void tls_connection_breaks_at_every_byte_of_a_pipeline(ChannelTransport channels) throws Exception {
        byte[] hello = clientHello();
        SslContext context = context();
        try (TestServer frontend =
                new TestServer(TestServer.settings(1000, 1000, 30, 10), channels.withTls(() -> context, 10))) {
            for (int end = 0; end <= hello.length; end += 16) {
                try (RawConnection wire = frontend.connect()) {
                    wire.socket.getOutputStream().write(hello, 0, end);
                    disconnect(wire.socket, end % 2 == 0);
                }
            }
            for (int end = 0; end <= SHORT_PIPELINE.length(); end++) {
                try (RawConnection wire = frontend.connect();
                        SSLSocket tls = startTls(wire)) {
                    tls.getOutputStream()
                            .write(SHORT_PIPELINE.substring(0, end / 2).getBytes(ISO_8859_1));
                    tls.getOutputStream()
                            .write(SHORT_PIPELINE.substring(end / 2, end).getBytes(ISO_8859_1));
                    disconnect(wire.socket, end % 2 == 0);
                }
            }
            assertNoConnections(frontend);
        }
        assertNothingLeft();
    }

    /** A connection may break whenever the output is asked whether it is writable. */
    @Test
    void connection_breaks_before_each_response() {
        int requests = 20;
        for (int broken = 0; broken <= requests + 1; broken++) {
            for (int split : new int[] {0, 1, 30}) {
                ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer();
                BreakingConnection connection = new BreakingConnection(broken, out);
                String pipeline = LONG_PIPELINE.substring(0, LONG_PIPELINE.length() / 3000 * requests);
                connection.receive(pipeline.substring(0, split));
                connection.receive(pipeline.substring(split) + "GET");
                assertThat(connection.worker.limiter().open()).isEqualTo(connection.http.isFinished() ? 0 : 1);
                connection.http.closed();
                connection.loop.pass(100);
                assertThat(connection.usedAfterClose).isFalse();
                out.release();
            }
        }
        assertNothingLeft();
    }

    /** A connection that breaks after a number of responses. */
    private static final class BreakingConnection implements HttpConnection.Output {

        private final ManualEventLoop loop = new ManualEventLoop();
        private final HttpWorker worker = DetachedConnection.worker(loop);
        private final HttpConnection http = new HttpConnection(worker, DetachedConnection.PEER, this);
        private final ByteBuf out;
        private int responsesLeft;
        private boolean broken;
        private boolean usedAfterClose;

        BreakingConnection(int responses, ByteBuf out) {
            this.responsesLeft = responses;
            this.out = out;
            http.startTimer();
            worker.limiter().tryAcquire();
        }

        void receive(String text) {
            ByteBuf in = Unpooled.copiedBuffer(text, ISO_8859_1);
            http.received(in);
            in.release();
        }

        @Override
        public ByteBuf buffer() {
            usedAfterClose |= broken;
            return out;
        }

        @Override
        public boolean isWritable() {
            if (responsesLeft-- == 0) {
                broken = true;
                http.closed();
            }
            return true;
        }

        @Override
        public void flush() {
            usedAfterClose |= broken;
        }

        @Override
        public void shutdownOutput() {}

        @Override
        public void close() {
            usedAfterClose |= broken;
            http.closed();
        }
    }

    private static void sendAndReset(RawConnection wire, String text) {
        try {
            wire.send(text);
            disconnect(wire.socket, true);
        } catch (IOException e) {
            // The server has closed the connection.
        }
    }

    private static void disconnect(Socket socket, boolean reset) throws IOException {
        if (reset) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    private static void assertNoConnections(TestServer frontend) {
        Eventually.holds(() -> frontend.server.connections() == 0);
    }

    /** The leak detector reports collected buffers when others are allocated. */
    private void assertNothingLeft() {
        Eventually.holds(() -> PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() <= pinned);
        System.gc();
        for (int i = 0; i < 100; i++) {
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        assertThat(records.records()).extracting(LogRecord::getMessage).isEmpty();
    }

    private SslContext context() throws IOException {
        return NettyTlsSettings.context(pair.identity(), OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    private SSLSocket startTls(RawConnection wire) throws IOException {
        return (SSLSocket)
                client.getSocketFactory().createSocket(wire.socket, "localhost", wire.socket.getPort(), true);
    }

    private byte[] clientHello() throws IOException {
        SSLEngine engine = client.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        byte[] bytes = new byte[hello.flip().remaining()];
        hello.get(bytes);
        return bytes;
    }
}
