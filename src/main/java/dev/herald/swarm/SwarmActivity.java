package dev.herald.swarm;

/**
 * What has happened in the swarms since the start; no figure ever gets smaller.
 *
 * @param torrentsAdded torrents of which nothing was known until somebody announced them
 * @param torrentsRemoved torrents that have been forgotten, count and all
 * @param peersAdded peers that came, an endpoint of a torrent each, and those that came back with another peer id
 * @param peersRemoved peers that left, fell silent or lost their torrent
 * @param peersUpdated announces of peers that were there already
 * @param peersTurnedAway announces of peers that were answered and not stored because {@link SwarmSettings#maxPeers} was reached
 * @param swarmTurnedAway likewise because the swarm has as many peers of one family as it can have
 * @param shardTurnedAway likewise because a shard has as many torrents as it can have, and this was of another
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
        long swarmTurnedAway,
        long shardTurnedAway,
        long completed,
        long reverted) {

    static final SwarmActivity NONE = new SwarmActivity(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    SwarmActivity plus(SwarmActivity other) {
        return new SwarmActivity(
                torrentsAdded + other.torrentsAdded,
                torrentsRemoved + other.torrentsRemoved,
                peersAdded + other.peersAdded,
                peersRemoved + other.peersRemoved,
                peersUpdated + other.peersUpdated,
                peersTurnedAway + other.peersTurnedAway,
                swarmTurnedAway + other.swarmTurnedAway,
                shardTurnedAway + other.shardTurnedAway,
                completed + other.completed,
                reverted + other.reverted);
    }
}
