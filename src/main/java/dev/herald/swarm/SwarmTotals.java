package dev.herald.swarm;

/**
 * What the tracker has in all.
 *
 * @param torrents torrents that are known, with peers or without
 * @param inactive those of them that have no peers
 * @param seeders complete clients; one that is present in both address families of a torrent counts once
 * @param leechers all others, partial seeds included
 * @param downloaded the sum of the download counts of the torrents that are known
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
