package dev.herald.durability;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Announces of many peers of many torrents from one socket, as fast as they are answered or at a fixed rate. Some peers may say
 * goodbye all the time and others come for them.
 */
final class Flood implements AutoCloseable {

    /** As many as a small public tracker has. */
    static final int PEERS = 400_000;

    private static final int PEERS_OF_A_TORRENT = 4;
    private static final int WINDOW = 256;
    /** Announces in a row before answers are taken. */
    private static final int BURST = 64;

    private static final int SLOTS = 1 << 16;
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int CONNECT = 0;
    private static final int ANNOUNCE = 1;
    private static final int NO_EVENT = 0;
    private static final int STOPPED = 3;
    private static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;
    private static final long RENEWED_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NANOS = 50_000;
    private static final int CONNECTS = 20;

    private final DatagramChannel channel = DatagramChannel.open();
    private final ByteBuffer request = ByteBuffer.allocateDirect(98);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(2048);
    private final long[] sentAt = new long[SLOTS];
    private final SplittableRandom random = new SplittableRandom(1);
    private final int peers;
    private final int torrents;
    private final int comingEachSecond;
    private final long begin = System.nanoTime();
    private long connectionId;
    private long renewAt;
    private int transaction;

    /** How many peers have said goodbye. */
    private int gone;

    /**
     * What one stretch of it came to.
     *
     * @param sent announces
     * @param lost those that were not answered within two seconds after the end
     * @param p99Nanos how long the slowest hundredth had to wait at least
     */
    record Stretch(long sent, long lost, long p99Nanos) {}

    /** Of {@link #PEERS} that stay. */
    Flood(int port) throws IOException {
        this(port, PEERS, 0);
    }

    /** Of so many, of which some say goodbye each second, while as many come. */
    Flood(int port, int peers, int comingEachSecond) throws IOException {
        this.peers = peers;
        this.torrents = peers / PEERS_OF_A_TORRENT;
        this.comingEachSecond = comingEachSecond;
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Goes on for some seconds, at {@code rate} announces a second, or as fast as they are answered if that is 0. */
    Stretch run(int seconds, int rate) throws IOException {
        awaitConnection();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long[] waits = new long[1 << 20];
        long sent = 0;
        long answered = 0;
        while (true) {
            long now = System.nanoTime();
            if (now >= renewAt) {
                connect();
            }
            long due =
                    rate == 0 ? answered + WINDOW : Math.min((now - start) * rate / 1_000_000_000L, answered + SLOTS);
            boolean over = now >= end;
            boolean idle = over || sent >= due;
            for (int burst = 0; burst < BURST && !over && sent < due && send(); burst++) {
                sent++;
            }
            for (long wait = receive(); wait >= 0; wait = receive()) {
                waits[(int) (answered++ & (waits.length - 1))] = wait;
                idle = false;
            }
            if (over && (answered == sent || now >= end + PATIENCE_NANOS)) {
                return new Stretch(sent, sent - answered, p99(waits, answered));
            }
            if (idle) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static long p99(long[] waits, long answered) {
        long[] sorted = Arrays.copyOf(waits, (int) Math.min(answered, waits.length));
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length - 1 - sorted.length / 100];
    }

    /** What is sent without an id of a connection is held against this address, so the first one is waited for. */
    private void awaitConnection() throws IOException {
        for (int i = 0; i < CONNECTS && connectionId == 0; i++) {
            connect();
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (connectionId == 0 && System.nanoTime() < end) {
                receive();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        if (connectionId == 0) {
            throw new IOException("no connection after " + CONNECTS + " tries");
        }
    }

    private void connect() throws IOException {
        request.clear().putLong(PROTOCOL_ID).putInt(CONNECT).putInt(-1).flip();
        channel.write(request);
        renewAt = System.nanoTime() + RENEWED_NANOS;
    }

    private boolean send() throws IOException {
        int leaving = (int) ((System.nanoTime() - begin) / 1_000_000 * comingEachSecond / 1000);
        boolean leaves = gone < leaving;
        int peer = leaves ? gone : leaving + random.nextInt(peers);
        int slot = transaction++ & (SLOTS - 1);
        request.clear()
                .putLong(connectionId)
                .putInt(ANNOUNCE)
                .putInt(slot)
                .putLong((peer % torrents) * 0x9e37_79b9_7f4a_7c15L)
                .putLong(peer % torrents)
                .putInt(1)
                .putLong(peer)
                .putLong(2)
                .putInt(3)
                .putLong(0)
                .putLong(peer & 1)
                .putLong(0)
                .putInt(leaves ? STOPPED : NO_EVENT)
                .putInt(0)
                .putInt(peer)
                .putInt(50)
                .putShort((short) (1024 + peer / torrents))
                .flip();
        sentAt[slot] = System.nanoTime();
        boolean sent = channel.write(request) > 0;
        gone += leaves && sent ? 1 : 0;
        return sent;
    }

    /** How long an answer took, or -1 if there is none. */
    private long receive() throws IOException {
        answer.clear();
        if (channel.read(answer) <= 0) {
            return -1;
        }
        if (answer.getInt(0) == CONNECT) {
            connectionId = answer.getLong(8);
            return receive();
        }
        if (answer.getInt(0) != ANNOUNCE) {
            throw new IOException("action " + answer.getInt(0));
        }
        return System.nanoTime() - sentAt[answer.getInt(4)];
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
