package dev.herald.swarm;

import dev.herald.bittorrent.InfoHash;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** How many torrents may have a download count that outlives their swarm; beyond that only listed torrents gain one. */
final class DownloadCap {

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile Predicate<InfoHash> listed = infoHash -> false;

    DownloadCap(long most) {
        this.most = most;
    }

    /** Says which torrents may always gain a count; asked under the lock of a shard. */
    void except(Predicate<InfoHash> torrents) {
        listed = torrents;
    }

    /** Takes a place for a torrent that has no count yet; false if there is none for it. */
    boolean gain(InfoHash infoHash) {
        if (held.incrementAndGet() <= most || listed.test(infoHash)) {
            return true;
        }
        held.decrementAndGet();
        refused.incrementAndGet();
        return false;
    }

    /** Gives a place back. */
    void lose() {
        held.decrementAndGet();
    }

    /** How many torrents have a count. */
    long held() {
        return held.get();
    }

    /** How often a torrent gained none for want of a place. */
    long refused() {
        return refused.get();
    }

    boolean reached() {
        return held.get() >= most;
    }
}
