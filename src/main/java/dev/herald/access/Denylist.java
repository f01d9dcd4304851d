package dev.herald.access;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The denied torrents with their reasons; most have none. */
final class Denylist {

    private final InfoHashSet torrents;
    private final Map<InfoHash, String> reasons = new ConcurrentHashMap<>();

    Denylist(KeyedHash keyedHash) {
        torrents = new InfoHashSet(keyedHash);
    }

    int size() {
        return torrents.size();
    }

    /** Hashes nothing if the list is empty, as on most trackers. */
    boolean contains(long high, long middle, int low) {
        return torrents.size() > 0 && torrents.contains(high, middle, low);
    }

    boolean contains(InfoHash infoHash) {
        return contains(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    String reason(InfoHash infoHash) {
        return reasons.getOrDefault(infoHash, "");
    }

    /** Stores the reason first, so that no rejection lacks it. */
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
