package dev.herald.access;

import dev.herald.bittorrent.InfoHash;
import java.util.SplittableRandom;

/** Info hashes by number, as random as real ones. */
final class Hashes {

    private Hashes() {}

    static InfoHash of(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
    }
}
