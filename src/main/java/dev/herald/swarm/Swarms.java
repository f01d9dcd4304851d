package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerSink;
import dev.herald.bittorrent.SwarmCounts;
import java.util.random.RandomGenerator;

/**
 * All swarms of the tracker, in memory.
 *
 * <p>A torrent belongs to one of {@value #SHARDS} shards, by a hash that nobody outside can compute; a shard is locked for
 * the moment that an announce takes. Small swarms, which are most, lie packed in a few arrays a shard; a swarm with more
 * than {@value SmallPeers#MOST} peers of one family gets lists of its own that grow page by page. There is no object per
 * peer and none per small swarm, so that a collector has nothing to walk.
 *
 * <p>Nothing here reads a clock: every request brings its second, and {@link #clean} is given one.
 */
public final class Swarms {

    private static final int SHARD_BITS = 8;
    private static final int SHARDS = 1 << SHARD_BITS;

    private final Secret secret;
    private final Shard[] shards = new Shard[SHARDS];

    /**
     * An empty store.
     *
     * @param lifetimeSeconds how long a peer is remembered after its last announce
     * @param random where the secret of this process and the choice of peers come from
     */
    public Swarms(SwarmSettings settings, int lifetimeSeconds, RandomGenerator random) {
        secret = new Secret(random);
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard(secret, random.nextLong(), settings, lifetimeSeconds);
        }
    }

    /**
     * Carries out an announce and hands out peers.
     *
     * @param wanted the most peers to hand out
     * @param seedersForSeeder whether a seeder's answer is filled up with seeders
     * @return the counts after the announce
     */
    public SwarmCounts announce(AnnounceRequest request, int wanted, boolean seedersForSeeder, PeerSink sink) {
        long hash = secret.hash(request.infoHash());
        int fingerprint = secret.fingerprint(request.peerId());
        return shard(hash).announce((int) hash, request, fingerprint, wanted, seedersForSeeder, sink);
    }

    /** The counts of a torrent; zeros if nobody has heard of it. Nothing is created or refreshed. */
    public SwarmCounts scrape(InfoHash infoHash, long second) {
        long hash = secret.hash(infoHash);
        return shard(hash).scrape((int) hash, infoHash, (int) second);
    }

    /** How many shards there are to {@link #clean}. */
    public int shards() {
        return SHARDS;
    }

    /** Forgets the peers of one shard that have fallen silent, in small slices between which announces get their turn. */
    public void clean(int shard, long second) {
        while (!shards[shard].clean((int) second)) {
            Thread.onSpinWait();
        }
    }

    /** Bytes that the arrays of the store take, without headers of arrays and objects. */
    long heldBytes() {
        long held = 0;
        for (Shard shard : shards) {
            held += shard.heldBytes();
        }
        return held;
    }

    private Shard shard(long hash) {
        return shards[(int) (hash >>> (Long.SIZE - SHARD_BITS))];
    }
}
