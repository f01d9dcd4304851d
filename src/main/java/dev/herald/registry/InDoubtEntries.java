package dev.herald.registry;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Entries of which nobody knows whether the database has their last change, because the connection broke while it was being
 * committed. Memory does not have it; what is true is asked when the database is back.
 */
final class InDoubtEntries {

    /** With more than that in doubt, everything is. */
    static final int MOST = 10_000;

    private final Set<String> ids = new HashSet<>();
    private boolean all;

    /** What was in doubt when it was taken out. */
    record Taken(boolean all, Set<String> ids) {}

    synchronized void add(Collection<String> failed) {
        if (ids.size() + failed.size() > MOST) {
            all = true;
            ids.clear();
        } else if (!all) {
            ids.addAll(failed);
        }
    }

    /** Takes everything out, to be asked for; what comes into doubt meanwhile is there the next time. */
    synchronized Taken take() {
        Taken taken = new Taken(all, Set.copyOf(ids));
        all = false;
        ids.clear();
        return taken;
    }

    /** Puts back what could not be asked for. */
    synchronized void putBack(Taken taken) {
        add(taken.ids());
        if (taken.all()) {
            all = true;
            ids.clear();
        }
    }
}
