package dev.herald.swarm;

/** The large swarms of one shard by number. Numbers of removed swarms are used again. */
final class LargeSwarms {


    private Swarm[] swarms = {};

    Swarm get(int number) {
        return swarms[number];
    }

    /** Adds a swarm and returns its number. */
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
}
