package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.random.RandomGenerator;

/**
 * Hashes with keys of this process. Strangers choose info hashes, peer ids and ports, and could choose them to collide if they knew the
 * hash function.
 */
final class KeyedHasher {

    /** The bits of a {@link #fingerprintWithKey} that are of the key. */
    static final int KEY_BITS = 0xffff_f000;

    /** The upper bits of a hash that choose the shard. */
    static final int SHARD_BITS = 8;

    private final KeyedHash torrents;
    private final long first;
    private final long second;
    private final long third;

    KeyedHasher(RandomGenerator random) {
        torrents = new KeyedHash(random);
        first = random.nextLong();
        second = random.nextLong();
        third = random.nextLong() | 1;
    }

    long hash(InfoHash infoHash) {
        return hash(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** The upper {@link #SHARD_BITS} choose the shard, the lower 32 are the hash in its index. */
    long hash(long high, long middle, int low) {
        return torrents.of(high, middle, low);
    }

    /** The lower 32 bits are the hash in an index. */
    long endpointHash(long addressHigh, long addressLow, int port) {
        return KeyedHash.fold(KeyedHash.fold(addressHigh ^ first, addressLow ^ third) ^ port, second);
    }

    /**
     * 32 bits of the peer id and of the access key. Two keys collide once in a million, and then do not get each other's peers; two peer
     * ids of one key collide once in four thousand, and then count as one session if they have the same endpoint.
     */
    int fingerprintWithKey(AnnounceRequest request) {
        int key = (int) KeyedHash.fold(request.key().text().hashCode() ^ third, second | 1);
        return (key & KEY_BITS) | (fingerprint(request) & ~KEY_BITS);
    }

    /** A bijection that spreads fingerprints evenly, also if their {@link #KEY_BITS} are equal. */
    static int spread(int fingerprint) {
        return fingerprint * 0x9e37_79b1;
    }

    /** 32 bits of the peer id. */
    int fingerprint(AnnounceRequest request) {
        long mixed = KeyedHash.fold(request.idHigh() ^ second, request.idMiddle() ^ third);
        return (int) KeyedHash.fold(mixed ^ request.idLow(), first | 1);
    }
}
