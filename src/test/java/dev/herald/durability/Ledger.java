package dev.herald.durability;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the server has acknowledged of a list, and of what nobody knows whether it was done. */
final class Ledger {

    private final Map<String, Boolean> certain = new TreeMap<>();
    private final Set<String> doubtful = new TreeSet<>();

    /** A change was sent. */
    synchronized void sent(String id) {
        doubtful.add(id);
    }

    /** It was acknowledged; since then the entry is {@code there}, or is not. */
    synchronized void acknowledged(String id, boolean there) {
        doubtful.remove(id);
        certain.put(id, there);
    }

    /** Every id of which something is known. */
    synchronized Set<String> ids() {
        Set<String> ids = new TreeSet<>(certain.keySet());
        ids.addAll(doubtful);
        return ids;
    }

    /** What contradicts the acknowledgements in a list that has been found; after that, what was found is certain. */
    synchronized Set<String> contradictions(Set<String> found) {
        Set<String> wrong = new TreeSet<>();
        certain.forEach((id, there) -> {
            if (!doubtful.contains(id) && there != found.contains(id)) {
                wrong.add(id + (there ? " is lost" : " is back"));
            }
        });
        found.stream().filter(id -> !ids().contains(id)).forEach(id -> wrong.add(id + " was never sent"));
        doubtful.forEach(id -> certain.put(id, found.contains(id)));
        doubtful.clear();
        return wrong;
    }
}
