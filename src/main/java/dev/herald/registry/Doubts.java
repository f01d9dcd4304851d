package dev.herald.registry;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Entries of which nobody knows whether the database has their last change, because the connection broke while it was being
 * committed. Memory does not have it; what is true is asked when the database is back.
 */
final class Doubts {

    /** With more than that in doubt, everything is. */
    static final int MOST = 10_000;

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private volatile boolean all;

    void add(Collection<String> failed) {
        if (ids.size() + failed.size() > MOST) {
            all = true;
            ids.clear();
        } else if (!all) {
            ids.addAll(failed);
        }
    }

    boolean none() {
        return !all && ids.isEmpty();
    }

    boolean all() {
        return all;
    }

    Set<String> ids() {
        return new HashSet<>(ids);
    }

    void clear() {
        all = false;
        ids.clear();
    }
}
