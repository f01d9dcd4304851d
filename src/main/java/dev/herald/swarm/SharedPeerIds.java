package dev.herald.swarm;

import dev.herald.bittorrent.Family;

/**
 * What a swarm knows of peer ids that several peers of one family have: some clients ship one for all, and strangers may choose
 * any. Who of such peers is one client with whom in the other family cannot be told. So they are only counted, by peer id, and
 * the family that has more of them counts for both; of two that have as many, IPv4 does.
 *
 * <p>An id is shared from the second peer of a family on until the last peer of either has left.
 */
abstract class SharedPeerIds {

    private static final int GROUPS = 3;

    /** After {@link #load}: how many peers of each family and group have the id. */
    final int[] peers = new int[2 * GROUPS];

    /** After {@link #load}: how many of each family have completed the download and been counted or could have been. */
    final int[] completed = new int[2];

    /** Finds out about an id; false, and zeros, if it is not shared. */
    abstract boolean load(int fingerprint);

    /** Takes back what has been changed since {@link #load}, for which there must be {@linkplain #reserve room}. */
    abstract void store(int fingerprint);

    /** Allocates what it takes to store one more id. */
    abstract void reserve(int fingerprint);

    /** Gives back what is not needed any longer after that id was stored. */
    abstract void trim(int fingerprint);

    /** Counts the sharing peers of a list whose swarm begins. */
    abstract void adopt(Peers list);

    /** Bytes of arrays. */
    abstract long heldBytes();

    final int count(Family family, int group) {
        return peers[family.ordinal() * GROUPS + group];
    }

    final void add(Family family, int group, int change) {
        peers[family.ordinal() * GROUPS + group] += change;
    }

    /** The family whose peers count for nothing. */
    final Family lesser() {
        return size(Family.IPV4) < size(Family.IPV6) ? Family.IPV4 : Family.IPV6;
    }

    private int size(Family family) {
        int first = family.ordinal() * GROUPS;
        return peers[first] + peers[first + 1] + peers[first + 2];
    }

    final boolean isEmpty() {
        return size(Family.IPV4) + size(Family.IPV6) == 0;
    }
}
