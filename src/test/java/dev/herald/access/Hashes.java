package dev.herald.access;

import dev.herald.bittorrent.InfoHash;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Info hashes by number, as random as real ones. */
final class Hashes {

    private Hashes() {}

    static InfoHash of(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
    }

    /** The same first bytes, and {@code number} in the four that follow them. */
    static InfoHash alike(int prefixBytes, int number) {
        byte[] bytes = new byte[InfoHash.BYTES];
        ByteBuffer.wrap(bytes).putInt(prefixBytes, number);
        return InfoHash.of(bytes, 0);
    }
}
