package dev.herald.admin.torrust;

import static dev.herald.admin.torrust.Metric.counter;
import static dev.herald.admin.torrust.Metric.gauge;

import dev.herald.swarm.SwarmActivity;
import dev.herald.swarm.SwarmTotals;
import dev.herald.swarm.Swarms;
import java.util.List;
import java.util.Map;

/** The metrics of the swarms. */
final class SwarmMetrics {

    private static final String REGISTRY = "swarm_coordination_registry_";
    private static final String CORE = "tracker_core_";
    private static final String ROLE = "peer_role";

    private SwarmMetrics() {}

    static List<Metric> now(Swarms swarms, boolean keepsDownloads) {
        SwarmTotals totals = swarms.totals();
        SwarmActivity activity = swarms.activity();
        return List.of(
                counter(REGISTRY + "torrents_added_total", "Torrents that were added.")
                        .with(activity.torrentsAdded()),
                counter(REGISTRY + "torrents_removed_total", "Torrents that were removed.")
                        .with(activity.torrentsRemoved()),
                gauge(REGISTRY + "torrents_total", "Torrents in memory.").with(totals.torrents()),
                gauge(REGISTRY + "torrents_inactive_total", "Torrents without peers.")
                        .with(totals.inactive()),
                counter(REGISTRY + "torrents_downloads_total", "Completed downloads since the startup.")
                        .with(activity.completed()),
                counter(REGISTRY + "peers_added_total", "Peers that joined a swarm.")
                        .with(activity.peersAdded()),
                counter(REGISTRY + "peers_removed_total", "Peers that left or timed out.")
                        .with(activity.peersRemoved()),
                counter(REGISTRY + "peers_updated_total", "Announces of peers that were in the swarm.")
                        .with(activity.peersUpdated()),
                counter(
                                "herald_peers_turned_away_total",
                                "Announces of peers that were answered but not stored, by what was full: the store"
                                        + " (herald.memory.max-peers), the swarm, or the shard of the torrent.")
                        .with(Map.of("full", "store"), activity.storeFull())
                        .with(Map.of("full", "swarm"), activity.swarmFull())
                        .with(Map.of("full", "shard"), activity.shardFull()),
                gauge("herald_download_totals", "Torrents with a download total that is kept without peers.")
                        .with(swarms.downloadedTorrents()),
                counter(
                                "herald_downloads_uncounted_total",
                                "Downloads that were not counted because the table of totals was full.")
                        .with(swarms.uncountedDownloads()),
                counter(REGISTRY + "peers_completed_state_reverted_total", "Seeders that became leechers.")
                        .with(activity.reverted()),
                gauge(REGISTRY + "peer_connections_total", "Peers in swarms.")
                        .with(Map.of(ROLE, "seeder"), totals.seeders())
                        .with(Map.of(ROLE, "leecher"), totals.leechers()),
                gauge(REGISTRY + "peers_inactive_total", "Peers that timed out and were removed by the last clean-up.")
                        .with(swarms.expiredInLastRound()),
                gauge(
                                REGISTRY + "unique_peers_total",
                                "Distinct endpoints in swarms, estimated to one or two percent by the last clean-up.")
                        .with(swarms.uniquePeers()),
                counter(
                                CORE + "persistent_torrents_downloads_total",
                                "Completed downloads, including those of earlier runs if totals are stored.")
                        .with(totals.downloaded()),
                counter(CORE + "in_session_torrents_downloads_total", "Completed downloads since the startup.")
                        .with(activity.completed()),
                counter(
                                CORE + "persisted_torrents_downloads_total",
                                "Completed downloads, including those of earlier runs; 0 if totals are not stored.")
                        .with(keepsDownloads ? totals.downloaded() : 0));
    }
}
