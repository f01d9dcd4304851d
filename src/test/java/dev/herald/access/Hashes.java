package dev.herald.access;

import dev.herald.bittorrent.InfoHash;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Random info hashes by number. */
final class Hashes {

    private Hashes() {}

    static InfoHash of(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
    }

    /** An info hash whose first bytes are 0 and whose next four are {@code number}. */
    static InfoHash withPrefix(int prefixBytes, int number) {
        byte[] bytes = new byte[InfoHash.BYTES];
        ByteBuffer.wrap(bytes).putInt(prefixBytes, number);
        return InfoHash.of(bytes, 0);
    }
}
