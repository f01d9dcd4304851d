package dev.herald.swarm;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import java.util.random.RandomGenerator;

/**
 * Keyed hashing. Info hashes, peer ids and ports are chosen by strangers, who could otherwise choose them to collide.
 *
 * <p>The mixing is a folded 128-bit product, as in wyhash: two multiplications a hash, and without the secret nobody can
 * tell which keys collide. It is no cryptographic MAC and does not leave the process.
 */
final class Secret {

    private final long first;
    private final long second;
    private final long third;

    Secret(RandomGenerator random) {
        first = random.nextLong();
        second = random.nextLong();
        third = random.nextLong() | 1;
    }

    long hash(InfoHash infoHash) {
        return hash(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** The upper bits choose the shard, the lower 32 the place in its index. */
    long hash(long high, long middle, int low) {
        return fold(fold(high ^ first, middle ^ second) ^ low, third);
    }

    int endpointHash(Address address, int port) {
        return endpointHash(address.high(), address.low(), port);
    }

    int endpointHash(long addressHigh, long addressLow, int port) {
        return (int) fold(fold(addressHigh ^ first, addressLow ^ third) ^ port, second);
    }

    /** 32 bits that stand for a peer id: two ids share them once in four thousand million. */
    int fingerprint(PeerId id) {
        return (int) fold(fold(id.high() ^ second, id.middle() ^ third) ^ id.low(), first | 1);
    }

    private static long fold(long a, long b) {
        return (a * b) ^ Math.multiplyHigh(a, b);
    }
}
