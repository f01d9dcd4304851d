package dev.herald.swarm;

/**
 * The totals of all swarms.
 *
 * @param torrents known torrents, with and without peers
 * @param inactive torrents without peers
 * @param seeders complete clients; one that is present in both address families of a torrent counts once
 * @param leechers all other clients, partial seeds included
 * @param downloaded the sum of the download counts of the known torrents
 */
public record SwarmTotals(long torrents, long inactive, long seeders, long leechers, long downloaded) {

    static final SwarmTotals ZERO = new SwarmTotals(0, 0, 0, 0, 0);

    SwarmTotals plus(SwarmTotals other) {
        return new SwarmTotals(
                torrents + other.torrents,
                inactive + other.inactive,
                seeders + other.seeders,
                leechers + other.leechers,
                downloaded + other.downloaded);
    }
}
