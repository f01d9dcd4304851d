package dev.herald.swarm;

/** The large swarms of one shard, by numbers; the number of one that is gone is given to another. */
final class LargeSwarms {

    /** References, as long as the heap is smaller than 32 GB. */
    private static final int REFERENCE_BYTES = 4;

    private Swarm[] swarms = {};

    Swarm get(int number) {
        return swarms[number];
    }

    /** The number that {@code swarm} has from now on. */
    int add(Swarm swarm) {
        int number = 0;
        while (number < swarms.length && swarms[number] != null) {
            number++;
        }
        if (number == swarms.length) {
            swarms = Allocation.copy(swarms, swarms.length + swarms.length / 4 + 1);
        }
        swarms[number] = swarm;
        return number;
    }

    void remove(int number) {
        swarms[number] = null;
        int end = swarms.length;
        while (end > 0 && swarms[end - 1] == null) {
            end--;
        }
        if (end < swarms.length / 2) {
            swarms = Allocation.copy(swarms, end);
        }
    }

    long heldBytes() {
        long held = (long) swarms.length * REFERENCE_BYTES;
        for (Swarm swarm : swarms) {
            held += swarm == null ? 0 : swarm.ipv4.heldBytes() + swarm.ipv6.heldBytes() + swarm.shared.heldBytes();
        }
        return held;
    }
}
