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
 * Sends announces of many peers of many torrents from one UDP socket, at the rate of the responses or at a fixed rate. A fixed number
 * of peers per second can be replaced: they announce {@code stopped}, and new peers announce.
 */
final class UdpLoad implements AutoCloseable {

    /** The number of peers of a small public tracker. */
    static final int PEERS = 400_000;

    private static final int PEERS_PER_TORRENT = 4;
    private static final int WINDOW = 256;
    /** Maximum number of announces between two reads. */
    private static final int BURST = 64;

    private static final int SLOTS = 1 << 16;
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int CONNECT = 0;
    private static final int ANNOUNCE = 1;
    private static final int NO_EVENT = 0;
    private static final int STOPPED = 3;
    private static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;
    private static final long CONNECTION_ID_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NANOS = 50_000;
    private static final int CONNECT_ATTEMPTS = 20;

    private final DatagramChannel channel = DatagramChannel.open();
    private final ByteBuffer request = ByteBuffer.allocateDirect(98);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(2048);
    private final long[] sentAt = new long[SLOTS];
    private final SplittableRandom random = new SplittableRandom(1);
    private final int peers;
    private final int torrents;
    private final int replacedPerSecond;
    private final long begin = System.nanoTime();
    private long connectionId;
    private long renewAt;
    private int transaction;

    /** Number of peers that have announced {@code stopped}. */
    private int stopped;

    /**
     * The result of one run.
     *
     * @param sent number of announces
     * @param lost number of announces without a response two seconds after the end
     * @param p99Nanos 99th percentile of the response time
     */
    record Result(long sent, long lost, long p99Nanos) {}

    /** With {@link #PEERS} peers that are never replaced. */
    UdpLoad(int port) throws IOException {
        this(port, PEERS, 0);
    }

    /** With {@code peers} peers, of which {@code replacedPerSecond} are replaced each second. */
    UdpLoad(int port, int peers, int replacedPerSecond) throws IOException {
        this.peers = peers;
        this.torrents = peers / PEERS_PER_TORRENT;
        this.replacedPerSecond = replacedPerSecond;
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Runs for {@code seconds} at {@code rate} announces per second, or at the rate of the responses if {@code rate} is 0. */
    Result run(int seconds, int rate) throws IOException {
        awaitConnection();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long[] latencies = new long[1 << 20];
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
            for (long latency = receive(); latency >= 0; latency = receive()) {
                latencies[(int) (answered++ & (latencies.length - 1))] = latency;
                idle = false;
            }
            if (over && (answered == sent || now >= end + TIMEOUT_NANOS)) {
                return new Result(sent, sent - answered, p99(latencies, answered));
            }
            if (idle) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static long p99(long[] latencies, long answered) {
        long[] sorted = Arrays.copyOf(latencies, (int) Math.min(answered, latencies.length));
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length - 1 - sorted.length / 100];
    }

    /** Waits for the first connection id: the server penalizes addresses that send announces without a valid one. */
    private void awaitConnection() throws IOException {
        for (int i = 0; i < CONNECT_ATTEMPTS && connectionId == 0; i++) {
            connect();
            long end = System.nanoTime() + TIMEOUT_NANOS;
            while (connectionId == 0 && System.nanoTime() < end) {
                receive();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        if (connectionId == 0) {
            throw new IOException("no connection after " + CONNECT_ATTEMPTS + " attempts");
        }
    }

    private void connect() throws IOException {
        request.clear().putLong(PROTOCOL_ID).putInt(CONNECT).putInt(-1).flip();
        channel.write(request);
        renewAt = System.nanoTime() + CONNECTION_ID_NANOS;
    }

    private boolean send() throws IOException {
        int stopDue = (int) ((System.nanoTime() - begin) / 1_000_000 * replacedPerSecond / 1000);
        boolean stops = stopped < stopDue;
        int peer = stops ? stopped : stopDue + random.nextInt(peers);
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
                .putInt(stops ? STOPPED : NO_EVENT)
                .putInt(0)
                .putInt(peer)
                .putInt(50)
                .putShort((short) (1024 + peer / torrents))
                .flip();
        sentAt[slot] = System.nanoTime();
        boolean sent = channel.write(request) > 0;
        stopped += stops && sent ? 1 : 0;
        return sent;
    }

    /** The response time of the next response, or -1 if there is none. */
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
