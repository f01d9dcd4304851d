package dev.herald.bittorrent;

/**
 * The clients of a swarm, in both address families.
 *
 * @param complete seeders
 * @param incomplete all other clients, partial seeds included
 * @param downloaders incomplete clients that are not partial seeds (BEP 21)
 * @param downloaded completed downloads
 */
public record SwarmCounts(int complete, int incomplete, int downloaders, int downloaded) {

    /** The counts of an unknown torrent. */
    public static final SwarmCounts ZERO = new SwarmCounts(0, 0, 0, 0);
}
