package dev.herald.swarm;

/**
 * What has happened in the swarms since the start; no figure ever gets smaller.
 *
 * @param torrentsAdded torrents of which nothing was known until somebody announced them
 * @param torrentsRemoved torrents that have been forgotten, count and all
 * @param peersAdded peers that came, an endpoint of a torrent each
 * @param peersRemoved peers that left, fell silent or lost their torrent
 * @param peersUpdated announces of peers that were there already
 * @param peersTurnedAway announces of peers that were answered and not stored, for want of room
 * @param completed downloads that were completed
 * @param reverted seeders that became leechers again
 */
public record SwarmActivity(
        long torrentsAdded,
        long torrentsRemoved,
        long peersAdded,
        long peersRemoved,
        long peersUpdated,
        long peersTurnedAway,
        long completed,
        long reverted) {

    static final SwarmActivity NONE = new SwarmActivity(0, 0, 0, 0, 0, 0, 0, 0);

    SwarmActivity plus(SwarmActivity other) {
        return new SwarmActivity(
                torrentsAdded + other.torrentsAdded,
                torrentsRemoved + other.torrentsRemoved,
                peersAdded + other.peersAdded,
                peersRemoved + other.peersRemoved,
                peersUpdated + other.peersUpdated,
                peersTurnedAway + other.peersTurnedAway,
                completed + other.completed,
                reverted + other.reverted);
    }
}
