package dev.herald.durability;

import dev.herald.Seeds;
import dev.herald.bittorrent.InfoHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** A hostile announce with values at and around the limits of the protocol. */
final class HostileAnnounce {

    /** Number of popular torrents. Their info hashes differ in the last byte only. */
    static final int POPULAR_TORRENTS = 64;

    /** Number of torrents with a few peers each. */
    private static final int SWARMS = 20_000;

    private static final List<String> EVENTS = List.of("", "completed", "started", "stopped", "paused", "nonsense");
    private static final byte[] SAME_ID = "-HE0001-one-for-all!".getBytes(StandardCharsets.US_ASCII);

    final byte[] hash;
    final byte[] id;
    final int event;
    final long left;
    final int port;
    final int numWant;

    private HostileAnnounce(byte[] hash, byte[] id, int event, long left, int port, int numWant) {
        this.hash = hash;
        this.id = id;
        this.event = event;
        this.left = left;
        this.port = port;
        this.numWant = numWant;
    }

    static HostileAnnounce any(SplittableRandom random) {
        return new HostileAnnounce(
                hash(random),
                random.nextInt(4) > 0 ? SAME_ID : bytes(random, 20),
                random.nextInt(EVENTS.size()),
                random.nextInt(3) > 0 ? random.nextInt(2) : Seeds.number(random),
                random.nextInt(50) > 0 ? random.nextInt(1, 65_536) : random.nextInt(2),
                Seeds.pick(random, -1, 0, 1, 50, 200, 5000, Integer.MAX_VALUE, Integer.MIN_VALUE));
    }

    /** A later announce of the same client. */
    HostileAnnounce later(SplittableRandom random) {
        return new HostileAnnounce(
                hash,
                id,
                Seeds.pick(random, 0, 1, 3, 3),
                random.nextInt(2),
                random.nextInt(8) == 0 ? random.nextInt(65_536) : port,
                numWant);
    }

    /** A random info hash, one with the common prefix, or that of a popular torrent. */
    static byte[] hash(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> bytes(random, InfoHash.BYTES);
            case 3 -> alike(random.nextInt());
            case 4 -> alike(random.nextInt(SWARMS) << 8);
            default -> popularTorrent(random.nextInt(POPULAR_TORRENTS));
        };
    }

    static byte[] popularTorrent(int number) {
        return alike(number);
    }

    private static byte[] alike(int end) {
        return ByteBuffer.allocate(InfoHash.BYTES)
                .putLong(0x4845_5241_4c44_2121L)
                .putLong(0x4845_5241_4c44_2121L)
                .putInt(end)
                .array();
    }

    static byte[] bytes(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The announce as a datagram (BEP 15). */
    byte[] datagram(long connectionId, int transaction) {
        return ByteBuffer.allocate(98)
                .putLong(connectionId)
                .putInt(1)
                .putInt(transaction)
                .put(hash)
                .put(id)
                .putLong(left)
                .putLong(left)
                .putLong(-left)
                .putInt(event)
                .putInt(0x7f000001)
                .putInt(transaction)
                .putInt(numWant)
                .putShort((short) port)
                .array();
    }

    /** The announce as the target of a GET request. */
    String target() {
        return "/announce?info_hash=" + escaped(hash) + "&peer_id=" + escaped(id) + "&port=" + port + "&left=" + left
                + "&downloaded=" + left + "&uploaded=0&numwant=" + numWant + "&compact=" + (port & 1)
                + (event == 0 ? "" : "&event=" + EVENTS.get(event));
    }

    static String escaped(byte[] bytes) {
        return HexFormat.of().withPrefix("%").formatHex(bytes);
    }
}
