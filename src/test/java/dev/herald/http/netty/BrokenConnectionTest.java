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

/** A connection may break at any byte of a pipeline: nothing is logged, nothing is leaked, and others are served. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("what others log and allocate would be counted")
final class BrokenConnectionTest {

    /** Requests of all kinds: answered, refused, with a body, and one that is not finished. */
    private static final String PIPELINE = KeepAliveTest.HEALTH
            + "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\n\r\n"
            + "\r\nHEAD /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n"
            + "GET /nowhere HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
            + "POST /announce HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
            + "GET /announce";

    /** For connections of which each costs a handshake. */
    private static final String SHORT_PIPELINE =
            KeepAliveTest.HEALTH + "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello";

    /** Its answers fill the buffers of the kernel many times. */
    private static final String LONG_PIPELINE =
            "GET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n".repeat(3000);

    private static final int LONG_ROUNDS = 20;

    private LogRecords records;
    private ResourceLeakDetector.Level level;
    private long pinned;
    private PemPair pair;
    private SSLContext client;

    @BeforeAll
    void make(@TempDir Path folder) throws Exception {
        pair = PemPair.make(folder, "EC");
        client = Trust.in(pair.read());
    }

    @BeforeEach
    void watch() {
        level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        pinned = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
        records = LogRecords.ofAll();
    }

    @AfterEach
    void leave() {
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
    void a_connection_breaks_at_every_byte_of_a_pipeline(HttpTransport transport) throws Exception {
        try (TestServer frontend = new TestServer(TestServer.settings(1000, 1000, 30, 10), transport)) {
            for (int end = 0; end <= PIPELINE.length(); end++) {
                for (boolean reset : List.of(true, false)) {
                    try (RawConnection wire = frontend.connect()) {
                        // In two pieces, of which the first is a part of a request that the server has to hold.
                        wire.send(PIPELINE.substring(0, end / 2)).send(PIPELINE.substring(end / 2, end));
                        breakOff(wire.socket, reset);
                    }
                }
            }
            assertNobodyIsLeft(frontend);
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_connection_breaks_while_its_answers_are_written(HttpTransport transport) throws Exception {
        try (TestServer frontend = new TestServer(TestServer.settings(1000, 1000, 30, 10), transport)) {
            for (int round = 0; round < LONG_ROUNDS; round++) {
                Eventually.holds(() -> frontend.server.connections() == 0);
                try (RawConnection wire = frontend.connect()) {
                    wire.send(LONG_PIPELINE.substring(0, 1 + round));
                    Eventually.holds(() -> frontend.server.connections() == 1);
                    sendAndReset(wire, LONG_PIPELINE.substring(1 + round));
                }
            }
            assertNobodyIsLeft(frontend);
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @MethodSource("channels")
    void a_connection_with_tls_breaks_at_every_byte_of_a_pipeline(ChannelTransport channels) throws Exception {
        byte[] hello = clientHello();
        SslContext context = context();
        try (TestServer frontend = new TestServer(
                TestServer.settings(1000, 1000, 30, 10), new TlsTransport(channels, () -> context, 10))) {
            for (int end = 0; end <= hello.length; end += 16) {
                try (RawConnection wire = frontend.connect()) {
                    wire.socket.getOutputStream().write(hello, 0, end);
                    breakOff(wire.socket, end % 2 == 0);
                }
            }
            for (int end = 0; end <= SHORT_PIPELINE.length(); end++) {
                try (RawConnection wire = frontend.connect();
                        SSLSocket tls = cover(wire)) {
                    tls.getOutputStream()
                            .write(SHORT_PIPELINE.substring(0, end / 2).getBytes(ISO_8859_1));
                    tls.getOutputStream()
                            .write(SHORT_PIPELINE.substring(end / 2, end).getBytes(ISO_8859_1));
                    breakOff(wire.socket, end % 2 == 0);
                }
            }
            assertNobodyIsLeft(frontend);
        }
        assertNothingLeft();
    }

    /** Wherever room for the next answer is made, the connection may turn out to be broken. */
    @Test
    void a_connection_breaks_before_each_answer() {
        int requests = 20;
        for (int broken = 0; broken <= requests + 1; broken++) {
            for (int begun : new int[] {0, 1, 30}) {
                ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer();
                Breaking conversation = new Breaking(broken, out);
                String pipeline = LONG_PIPELINE.substring(0, LONG_PIPELINE.length() / 3000 * requests);
                receive(conversation, pipeline.substring(0, begun));
                receive(conversation, pipeline.substring(begun) + "GET");
                assertThat(conversation.loop().limiter().open()).isEqualTo(conversation.ended() ? 0 : 1);
                conversation.gone();
                conversation.tick(100);
                assertThat(conversation.sentWhenGone).isFalse();
                out.release();
            }
        }
        assertNothingLeft();
    }

    private static void receive(HttpConnection conversation, String text) {
        ByteBuf in = Unpooled.copiedBuffer(text, ISO_8859_1);
        conversation.received(in);
        in.release();
    }

    /** One whose connection breaks when so many answers have been asked for. */
    private static final class Breaking extends HttpConnection {

        private final ManualEventLoop eventLoop;
        private final ByteBuf out;
        private int left;
        private boolean broken;
        private boolean sentWhenGone;

        Breaking(int answers, ByteBuf out) {
            this(answers, out, new ManualEventLoop());
        }

        private Breaking(int answers, ByteBuf out, ManualEventLoop eventLoop) {
            super(Unconnected.worker(eventLoop), Unconnected.PEER);
            this.eventLoop = eventLoop;
            this.left = answers;
            this.out = out;
            loop().limiter().tryAcquire();
        }

        void tick(int seconds) {
            eventLoop.pass(seconds);
        }

        @Override
        ByteBuf room() {
            sentWhenGone |= broken;
            return out;
        }

        @Override
        boolean takesMore() {
            if (left-- == 0) {
                broken = true;
                gone();
            }
            return true;
        }

        @Override
        void send() {
            sentWhenGone |= broken;
        }

        @Override
        void hush() {}

        @Override
        void hangUp() {
            sentWhenGone |= broken;
            gone();
        }
    }

    private static void sendAndReset(RawConnection wire, String text) {
        try {
            wire.send(text);
            breakOff(wire.socket, true);
        } catch (IOException e) {
            // The server has found a fault, which the records tell.
        }
    }

    private static void breakOff(Socket socket, boolean reset) throws IOException {
        if (reset) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    private static void assertNobodyIsLeft(TestServer frontend) {
        Eventually.holds(() -> frontend.server.connections() == 0);
    }

    /** Leaks are found when buffers that were dropped have been collected and others are made. */
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

    private SSLSocket cover(RawConnection wire) throws IOException {
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
