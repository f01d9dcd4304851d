package dev.herald.swarm;

/**
 * The activity in all swarms since the start; no figure ever decreases.
 *
 * @param torrentsAdded torrents that became known by an announce
 * @param torrentsRemoved torrents that were removed with their download count
 * @param peersAdded peers that were added (endpoints of a torrent), including those that came back with another peer id
 * @param peersRemoved peers that stopped, timed out or lost their torrent
 * @param peersUpdated announces of known peers
 * @param storeFull announces of peers that were answered and not stored because {@link SwarmSettings#maxPeers} was reached
 * @param swarmFull likewise because the swarm cannot have more peers of the family
 * @param shardFull likewise because the shard cannot have more torrents
 * @param completed completed downloads
 * @param reverted seeders that became leechers again
 */
public record SwarmActivity(
        long torrentsAdded,
        long torrentsRemoved,
        long peersAdded,
        long peersRemoved,
        long peersUpdated,
        long storeFull,
        long swarmFull,
        long shardFull,
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
                storeFull + other.storeFull,
                swarmFull + other.swarmFull,
                shardFull + other.shardFull,
                completed + other.completed,
                reverted + other.reverted);
    }
}
