package dev.herald.udp.transport;

import dev.herald.benchmark.LoadResult;
import dev.herald.benchmark.Population;
import dev.herald.udp.AnnounceDatagrams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** UDP load generator: sends announces of a {@link Population} from one socket, at the rate of the responses or at a fixed rate. */
public final class UdpLoadGenerator implements AutoCloseable {

    private static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;
    private static final int CONNECT = 0;
    private static final int CONNECT_BYTES = 16;
    private static final int MIN_BYTES = 20;
    private static final int CONNECT_ATTEMPTS = 20;
    private static final int TIMEOUT_MILLIS = 1000;
    private static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);

    /** Maximum number of outstanding announces in saturation, and the minimum number of announces to send at a time. */
    private static final int WINDOW = 512;

    private static final int MIN_BATCH = 64;

    private final BatchedSocket socket = new BatchedSocket();
    private final Population population;
    private final IntSupplier randomPeers;
    private final AnnounceDatagrams datagrams;
    private final int port;
    private long connectionId;
    private int transaction;
    private long sent;
    private long answered;
    private long bytes;
    private long givenUp;
    private long lastAnswer;

    /** Creates a load generator for a server on 127.0.0.1. */
    public UdpLoadGenerator(Population population, int port) throws IOException {
        this.population = population;
        this.randomPeers = population.randomPeers();
        this.datagrams = new AnnounceDatagrams(population);
        this.port = port;
    }

    /** Announces each peer once, at the rate of the responses. */
    public LoadResult fill() throws IOException {
        return announce(population.allPeers(), population.peers(), Long.MAX_VALUE, 0);
    }

    /**
     * Announces random peers for {@code seconds}.
     *
     * @param seconds 1 to 60, the lifetime of a connection id
     * @param rate announces per second, sent when due and not in batches; 0 for the rate of the responses
     * @throws IOException if there is no server, or it rejects an announce
     */
    public LoadResult run(int seconds, int rate) throws IOException {
        return announce(randomPeers, Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(seconds), rate);
    }

    private LoadResult announce(IntSupplier peers, long maxAnnounces, long nanos, int rate) throws IOException {
        connect();
        sent = 0;
        answered = 0;
        bytes = 0;
        givenUp = 0;
        long start = System.nanoTime();
        long now = start;
        lastAnswer = start;
        while (sent < maxAnnounces && now - start < nanos) {
            send(peers, Math.min(rate == 0 ? due() : (now - start) * rate / 1_000_000_000L, maxAnnounces) - sent);
            // Do not sleep at a fixed rate. Keeping the rate needs a dedicated CPU.
            if (socket.await(rate == 0 ? 1 : 0)) {
                receive();
            }
            now = System.nanoTime();
        }
        while (answered < sent && System.nanoTime() - now < TIMEOUT_NANOS) {
            if (socket.await(1)) {
                receive();
            }
        }
        return new LoadResult(sent, answered, bytes, now - start);
    }

    /** The number of the last announce in the window. Announces without a response are given up soon, so that they do not narrow it. */
    private long due() {
        if (System.nanoTime() - lastAnswer > TIMEOUT_NANOS / 4) {
            givenUp = sent - answered;
        }
        long due = answered + givenUp + WINDOW;
        return due - sent < MIN_BATCH ? sent : due;
    }

    private void send(IntSupplier peers, long due) throws IOException {
        for (int i = 0; i < Math.min(due, MessageBatch.SIZE); i++) {
            datagrams.write(socket.batch.nextAnswer(), connectionId, transaction++, peers.getAsInt());
            sent++;
            socket.batch.answer(0); // the destination is the sender of the last datagram: the server
        }
        socket.send();
    }

    private void receive() throws IOException {
        int received = socket.receive();
        for (int i = 0; i < received; i++) {
            ByteBuffer answer = socket.batch.request(i).bytes();
            if (answer.remaining() < MIN_BYTES || answer.getInt(0) != AnnounceDatagrams.ANNOUNCE) {
                throw new IOException("a response of " + answer.remaining() + " bytes with action " + answer.getInt(0));
            }
            bytes += answer.remaining();
        }
        answered += received;
        lastAnswer = System.nanoTime();
    }

    /** Gets a new connection id. Discards late responses of the run before. */
    private void connect() throws IOException {
        ByteBuffer request = ByteBuffer.allocateDirect(CONNECT_BYTES)
                .putLong(PROTOCOL_ID)
                .putInt(CONNECT)
                .putInt(-1);
        for (int i = 0; i < CONNECT_ATTEMPTS; i++) {
            socket.sendTo(port, request);
            while (socket.await(TIMEOUT_MILLIS)) {
                if (connected(socket.receive())) {
                    return;
                }
            }
        }
        throw new IOException("no connection to port " + port + " after " + CONNECT_ATTEMPTS + " attempts");
    }

    private boolean connected(int received) {
        for (int i = 0; i < received; i++) {
            ByteBuffer answer = socket.batch.request(i).bytes();
            if (answer.remaining() == CONNECT_BYTES && answer.getInt(0) == CONNECT) {
                connectionId = answer.getLong(8);
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
