package dev.herald.swarm;

import java.util.Arrays;

/**
 * How many different endpoints there are, whatever number of swarms each is in, from one look at each peer in a round: a HyperLogLog
 * (Flajolet, Fusy, Gandouet, Meunier, 2007), which takes {@value #REGISTERS} bytes at any size and is as a rule within a percent of
 * the truth. What it saw is turned into a number as Ertl does ("New cardinality estimation algorithms for HyperLogLog
 * sketches", 2017, section 4), which needs no correction for few or many. Belongs to whoever cleans; only {@link #last} is for all.
 */
final class UniquePeerEstimator {

    private static final int INDEX_BITS = 14;
    private static final int REGISTERS = 1 << INDEX_BITS;
    private static final int HIGHEST = Long.SIZE - INDEX_BITS + 1;
    private static final double LIMIT = 1 / (2 * Math.log(2));

    /** Of the hashes that begin with the index: the most zeros that follow, and one. */
    private final byte[] ranks = new byte[REGISTERS];

    private volatile long last;

    /** An endpoint was met, perhaps not for the first time; all 64 bits of its hash are used. */
    void met(long hash) {
        int register = (int) (hash >>> (Long.SIZE - INDEX_BITS));
        // The one that is added ends the zeros where the hash does.
        long rest = hash << INDEX_BITS | 1L << (INDEX_BITS - 1);
        byte rank = (byte) (Long.numberOfLeadingZeros(rest) + 1);
        if (rank > ranks[register]) {
            ranks[register] = rank;
        }
    }

    /** All that there are have been met. */
    void roundEnded() {
        last = Math.round(estimate());
        Arrays.fill(ranks, (byte) 0);
    }

    /** The number of the last round that ended. */
    long last() {
        return last;
    }

    private double estimate() {
        int[] registers = new int[HIGHEST + 1];
        for (byte rank : ranks) {
            registers[rank]++;
        }
        if (registers[0] == REGISTERS) {
            return 0;
        }
        double sum = 0;
        for (int rank = HIGHEST; rank > 0; rank--) {
            sum = (sum + registers[rank]) / 2;
        }
        sum += REGISTERS * sigma(registers[0] / (double) REGISTERS);
        return LIMIT * REGISTERS * REGISTERS / sum;
    }

    /** {@code x + sum of x^(2^k) * 2^(k-1)} for all k from 1 on; x is below 1. */
    private static double sigma(double x) {
        double power = x;
        double sum = x;
        double before;
        double weight = 1;
        do {
            before = sum;
            power *= power;
            sum += power * weight;
            weight *= 2;
        } while (sum > before);
        return sum;
    }

    long heldBytes() {
        return ranks.length;
    }
}
