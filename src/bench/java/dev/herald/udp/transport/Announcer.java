package dev.herald.udp.transport;

import dev.herald.benchmark.Population;
import dev.herald.benchmark.Stretch;
import dev.herald.udp.AnnounceDatagrams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Announces of a {@link Population} from one socket, as fast as they are answered or at a fixed rate. */
public final class Announcer implements AutoCloseable {

    private static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;
    private static final int CONNECT = 0;
    private static final int CONNECT_BYTES = 16;
    private static final int LEAST_BYTES = 20;
    private static final int CONNECTS = 20;
    private static final int PATIENCE_MILLIS = 1000;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);

    /** Announces under way when they go as fast as they are answered, and with how many free places a batch is worth it. */
    private static final int WINDOW = 512;

    private static final int WORTHWHILE = 64;

    private final BatchedSocket socket = new BatchedSocket();
    private final Population population;
    private final IntSupplier anybody;
    private final AnnounceDatagrams datagrams;
    private final int port;
    private long connectionId;
    private int transaction;
    private long sent;
    private long answered;
    private long bytes;
    private long givenUp;
    private long lastAnswer;

    /** For a server on that port of 127.0.0.1. */
    public Announcer(Population population, int port) throws IOException {
        this.population = population;
        this.anybody = population.anybody();
        this.datagrams = new AnnounceDatagrams(population);
        this.port = port;
    }

    /** Announces each peer once, as fast as the server answers. */
    public Stretch fill() throws IOException {
        return announce(population.each(), population.peers(), Long.MAX_VALUE, 0);
    }

    /**
     * Goes on for some seconds with random peers.
     *
     * @param seconds 1 to 60, for which a connection id is good
     * @param rate announces a second, sent when they are due and not in batches; 0 for as fast as they are answered
     * @throws IOException if there is no server, or it refuses
     */
    public Stretch run(int seconds, int rate) throws IOException {
        return announce(anybody, Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(seconds), rate);
    }

    private Stretch announce(IntSupplier peers, long most, long nanos, int rate) throws IOException {
        connect();
        sent = 0;
        answered = 0;
        bytes = 0;
        givenUp = 0;
        long start = System.nanoTime();
        long now = start;
        lastAnswer = start;
        while (sent < most && now - start < nanos) {
            send(peers, Math.min(rate == 0 ? due() : (now - start) * rate / 1_000_000_000L, most) - sent);
            // Paced, it must not sleep; so it has a processor for itself or does not keep the rate.
            if (socket.await(rate == 0 ? 1 : 0)) {
                receive();
            }
            now = System.nanoTime();
        }
        while (answered < sent && System.nanoTime() - now < PATIENCE_NANOS) {
            if (socket.await(1)) {
                receive();
            }
        }
        return new Stretch(sent, answered, bytes, now - start);
    }

    /** Up to which announce the window reaches. What is lost does not narrow it for long. */
    private long due() {
        if (System.nanoTime() - lastAnswer > PATIENCE_NANOS / 4) {
            givenUp = sent - answered;
        }
        long due = answered + givenUp + WINDOW;
        return due - sent < WORTHWHILE ? sent : due;
    }

    private void send(IntSupplier peers, long due) throws IOException {
        for (int i = 0; i < Math.min(due, MessageBatch.SIZE); i++) {
            datagrams.write(socket.batch.nextAnswer(), connectionId, transaction++, peers.getAsInt());
            sent++;
            socket.batch.answer(0); // to whom the last datagram came from, which is the server
        }
        socket.send();
    }

    private void receive() throws IOException {
        int received = socket.receive();
        for (int i = 0; i < received; i++) {
            ByteBuffer answer = socket.batch.request(i).bytes();
            if (answer.remaining() < LEAST_BYTES || answer.getInt(0) != AnnounceDatagrams.ANNOUNCE) {
                throw new IOException("an answer of " + answer.remaining() + " bytes with action " + answer.getInt(0));
            }
            bytes += answer.remaining();
        }
        answered += received;
        lastAnswer = System.nanoTime();
    }

    /** What came too late for a stretch before is thrown away here. */
    private void connect() throws IOException {
        ByteBuffer request = ByteBuffer.allocateDirect(CONNECT_BYTES)
                .putLong(PROTOCOL_ID)
                .putInt(CONNECT)
                .putInt(-1);
        for (int i = 0; i < CONNECTS; i++) {
            socket.sendTo(port, request);
            while (socket.await(PATIENCE_MILLIS)) {
                if (connected(socket.receive())) {
                    return;
                }
            }
        }
        throw new IOException("no connection to port " + port + " after " + CONNECTS + " tries");
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
