package dev.herald.access;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The torrents that are denied, and the reasons that were given; most are denied without one. */
final class Denials {

    private final InfoHashSet torrents;
    private final Map<InfoHash, String> reasons = new ConcurrentHashMap<>();

    Denials(KeyedHash secret) {
        torrents = new InfoHashSet(secret);
    }

    int size() {
        return torrents.size();
    }

    /** Nothing is hashed while nothing is denied, which is so on most trackers. */
    boolean contains(long high, long middle, int low) {
        return torrents.size() > 0 && torrents.contains(high, middle, low);
    }

    boolean contains(InfoHash infoHash) {
        return contains(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    String reason(InfoHash infoHash) {
        return reasons.getOrDefault(infoHash, "");
    }

    /** The reason comes first, so that nobody is refused without it. */
    void add(InfoHash infoHash, String reason) {
        if (reason.isEmpty()) {
            reasons.remove(infoHash);
        } else {
            reasons.put(infoHash, reason);
        }
        torrents.add(infoHash);
    }

    void remove(InfoHash infoHash) {
        torrents.remove(infoHash);
        reasons.remove(infoHash);
    }

    void forEach(Consumer<InfoHash> action) {
        torrents.forEach(action);
    }
}
