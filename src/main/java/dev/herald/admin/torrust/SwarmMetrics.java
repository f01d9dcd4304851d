package dev.herald.admin.torrust;

import static dev.herald.admin.torrust.Metric.counter;
import static dev.herald.admin.torrust.Metric.gauge;

import dev.herald.swarm.SwarmActivity;
import dev.herald.swarm.SwarmTotals;
import dev.herald.swarm.Swarms;
import java.util.List;
import java.util.Map;

/** What the swarms are and what happens in them. */
final class SwarmMetrics {

    private static final String REGISTRY = "swarm_coordination_registry_";
    private static final String CORE = "tracker_core_";
    private static final String ROLE = "peer_role";

    private SwarmMetrics() {}

    static List<Metric> now(Swarms swarms, boolean keepsDownloads) {
        SwarmTotals totals = swarms.totals();
        SwarmActivity activity = swarms.activity();
        return List.of(
                counter(REGISTRY + "torrents_added_total", "Torrents that were announced for the first time.")
                        .with(activity.torrentsAdded()),
                counter(REGISTRY + "torrents_removed_total", "Torrents that were forgotten.")
                        .with(activity.torrentsRemoved()),
                gauge(REGISTRY + "torrents_total", "Torrents that are known.").with(totals.torrents()),
                gauge(REGISTRY + "torrents_inactive_total", "Torrents that have no peers.")
                        .with(totals.inactive()),
                counter(REGISTRY + "torrents_downloads_total", "Downloads that were completed since the start.")
                        .with(activity.completed()),
                counter(REGISTRY + "peers_added_total", "Peers that came.").with(activity.peersAdded()),
                counter(REGISTRY + "peers_removed_total", "Peers that left or fell silent.")
                        .with(activity.peersRemoved()),
                counter(REGISTRY + "peers_updated_total", "Announces of peers that were there already.")
                        .with(activity.peersUpdated()),
                counter(
                                "herald_peers_turned_away_total",
                                "Announces of peers that were answered and not stored, by what was full: the store"
                                        + " (herald.memory.max-peers), their swarm, or the part of the store for their torrent.")
                        .with(Map.of("full", "store"), activity.storeFull())
                        .with(Map.of("full", "swarm"), activity.swarmFull())
                        .with(Map.of("full", "shard"), activity.shardFull()),
                gauge("herald_download_totals", "Torrents that have a download total which outlives their peers.")
                        .with(swarms.downloadedTorrents()),
                counter(
                                "herald_downloads_uncounted_total",
                                "Downloads that were not counted for want of room for totals.")
                        .with(swarms.uncountedDownloads()),
                counter(REGISTRY + "peers_completed_state_reverted_total", "Seeders that became leechers again.")
                        .with(activity.reverted()),
                gauge(REGISTRY + "peer_connections_total", "Peers that are in a swarm.")
                        .with(Map.of(ROLE, "seeder"), totals.seeders())
                        .with(Map.of(ROLE, "leecher"), totals.leechers()),
                gauge(
                                REGISTRY + "peers_inactive_total",
                                "Peers that fell silent and were removed in the last round of the cleaning.")
                        .with(swarms.expiredInLastRound()),
                gauge(
                                REGISTRY + "unique_peers_total",
                                "Endpoints that are in any swarm, within a percent or two, as the last round of the cleaning met"
                                        + " them.")
                        .with(swarms.uniquePeers()),
                counter(
                                CORE + "persistent_torrents_downloads_total",
                                "Downloads that were completed; earlier runs count if their counts were kept.")
                        .with(totals.downloaded()),
                counter(CORE + "in_session_torrents_downloads_total", "Downloads that were completed since the start.")
                        .with(activity.completed()),
                counter(
                                CORE + "persisted_torrents_downloads_total",
                                "Downloads that were completed, in this run and in those before; 0 where counts are not kept.")
                        .with(keepsDownloads ? totals.downloaded() : 0));
    }
}
