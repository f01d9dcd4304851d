package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.random.RandomGenerator;

/** Keyed hashing. Info hashes, peer ids and ports are chosen by strangers, who could otherwise choose them to collide. */
final class KeyedHasher {

    /** The bits of a fingerprint that stand for the owner of a key. */
    static final int OWNER = 0xffff_f000;

    /** How many bits of a hash choose the shard. */
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

    /** The upper {@link #SHARD_BITS} choose the shard, the lower 32 the place in its index. */
    long hash(long high, long middle, int low) {
        return torrents.of(high, middle, low);
    }

    /** The shard that an info hash of that hash belongs to. */
    static int shard(long hash) {
        return (int) (hash >>> (Long.SIZE - SHARD_BITS));
    }

    int endpointHash(long addressHigh, long addressLow, int port) {
        return (int) wideEndpointHash(addressHigh, addressLow, port);
    }

    /** 64 bits, of which the lower ones are the {@link #endpointHash}. */
    long wideEndpointHash(long addressHigh, long addressLow, int port) {
        return KeyedHash.fold(KeyedHash.fold(addressHigh ^ first, addressLow ^ third) ^ port, second);
    }

    /**
     * 32 bits that stand for a peer id and for who has the key: {@link #OWNER} of them for the latter. Two users share these once in
     * a million, and do not find each other then; two ids of one user share the others once in four thousand, and count as one
     * session if they come from the same endpoint.
     */
    int ownedFingerprint(AnnounceRequest request) {
        int owner = (int) KeyedHash.fold(request.key().text().hashCode() ^ third, second | 1);
        return (owner & OWNER) | (fingerprint(request) & ~OWNER);
    }

    /** The same number for the same fingerprint only, spread evenly also where the {@link #OWNER} is the same. */
    static int spread(int fingerprint) {
        return fingerprint * 0x9e37_79b1;
    }

    /** 32 bits that stand for a peer id: two ids share them once in four thousand million. */
    int fingerprint(AnnounceRequest request) {
        long mixed = KeyedHash.fold(request.idHigh() ^ second, request.idMiddle() ^ third);
        return (int) KeyedHash.fold(mixed ^ request.idLow(), first | 1);
    }
}
