package dev.herald.bittorrent;

/**
 * How many peers a swarm has, over both address families.
 *
 * @param complete seeders
 * @param incomplete all others, partial seeds included
 * @param downloaders the incomplete ones that still want data (BEP 21)
 * @param downloaded how often a known leecher has become a seeder
 */
public record SwarmCounts(int complete, int incomplete, int downloaders, int downloaded) {

    /** The counts of a torrent that nobody has heard of. */
    public static final SwarmCounts ZERO = new SwarmCounts(0, 0, 0, 0);
}
