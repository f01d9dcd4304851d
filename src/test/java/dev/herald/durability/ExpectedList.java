package dev.herald.durability;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The expected entries of a list: acknowledged changes, and in-doubt changes that were sent but not acknowledged. */
final class ExpectedList {

    private final Map<String, Boolean> acknowledged = new TreeMap<>();
    private final Set<String> inDoubt = new TreeSet<>();

    /** Records that a change was sent. It is in doubt until it is acknowledged. */
    synchronized void sent(String id) {
        inDoubt.add(id);
    }

    /** Records that a change was acknowledged, and whether the entry exists after it. */
    synchronized void acknowledged(String id, boolean exists) {
        inDoubt.remove(id);
        acknowledged.put(id, exists);
    }

    /** The ids of all entries that were ever sent. */
    synchronized Set<String> ids() {
        Set<String> ids = new TreeSet<>(acknowledged.keySet());
        ids.addAll(inDoubt);
        return ids;
    }

    /** Compares the entries that were found with the acknowledged changes. Afterwards the state that was found is the expected one. */
    synchronized Set<String> contradictions(Set<String> found) {
        Set<String> wrong = new TreeSet<>();
        acknowledged.forEach((id, exists) -> {
            if (!inDoubt.contains(id) && exists != found.contains(id)) {
                wrong.add(id + (exists ? " is lost" : " was deleted but exists"));
            }
        });
        found.stream().filter(id -> !ids().contains(id)).forEach(id -> wrong.add(id + " was never sent"));
        inDoubt.forEach(id -> acknowledged.put(id, found.contains(id)));
        inDoubt.clear();
        return wrong;
    }
}
