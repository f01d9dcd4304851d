/**
 * The in-memory swarm store: which peers are in which swarm, their expiry, and the selection of the peers of an answer.
 *
 * <p>The path of an announce, file by file:
 *
 * <ol>
 *   <li>{@code Swarms} hashes the info hash and finds the shard;
 *   <li>{@code Shard} locks, finds or adds the torrent and opens its swarm;
 *   <li>{@code TorrentTable} has the torrents of the shard;
 *   <li>{@code SlotIndex} is its hash index, and that of a large swarm;
 *   <li>{@code Swarm} adds, renews or removes the peer and keeps the counts;
 *   <li>{@code Peers} is the list of one family, packed as on the wire;
 *   <li>{@code SmallPeers} or {@code LargePeers} is where the list is stored;
 *   <li>{@code PeerSelection} selects the peers of the answer and copies them to the sink.
 * </ol>
 *
 * <p>Beside that path: {@code KeyedHasher} hashes what strangers choose, {@code SharedPeerIds} counts peers with the same peer id,
 * {@code Downloads} keeps the download counts of torrents without a swarm, {@code PeerCap} limits the store, {@code ShardCounters} has the
 * totals, {@code ShardCleaner} removes timed out peers, {@code ShardReader} copies slices for readers, {@code UniquePeerEstimator} counts
 * endpoints, {@code Allocation} makes the arrays.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A peer is compared by a fingerprint of its peer id, 32 bits, also if the peer id is kept: sessions are told apart in the same way
 *       whatever the settings.
 *   <li>On a private tracker no peer gets peers with its own key, since it could only fake an upload to them (UNIT3D and Ocelot do so
 *       too). This takes no memory: twenty bits of the fingerprint are of the key then.
 *   <li>A large swarm counts a timed out peer until the cleaner removes it, once a minute; answers leave it out at once. Small swarms are
 *       exact, because a scan of a small swarm costs little.
 *   <li>Neighbours in a list tend to be in one answer together. Each peer is as likely as any other, and the answer is one piece of memory.
 *   <li>A torrent without peers stays for a while if it has a download count, and is removed by the next cleaning if not. If counts are kept
 *       for good, it is removed at once and its count moves to a table that the cleaner need not visit; the torrent stays known, even
 *       if it is dropped, until its count is removed.
 *   <li>Readers go through torrents and peers by ranges of their hash, not by position: positions change between two slices, because the
 *       last element takes the place of a removed one, and hashes do not. So what stays is visited exactly once.
 *   <li>Totals include timed out peers until they are removed. They are updated with each change and never summed up.
 *   <li>The number of different endpoints is an estimate as of the last round of the cleaner: the exact number would take memory per
 *       peer and time of each announce.
 *   <li>A completion is kept until it is drained, even if its torrent has been dropped meanwhile.
 *   <li>Of a peer id that several peers of one family have, the family with more of them counts, and no peer is matched with one of the
 *       other family. So strangers can give any number of peers one id without a long search. Nobody is rejected because of a peer id:
 *       ids are public, and the first client to take one could exclude its owner.
 *   <li>{@code stopped} without a port does not remove peers of a large swarm that share their id, for the same reason; they time out.
 *   <li>A completion of a shared id counts if more peers of its family have completed than of the other.
 *   <li>A client that comes back with another peer id is removed and added, as the protocol requires, and counted so in
 *       {@code SwarmActivity}.
 *   <li>No array grows with all that a shard holds, except for references to pages: an announce must not copy them under the lock.
 *   <li>Arrays are allocated before anything is changed, or after everything has been: whichever allocation fails, the shard is consistent.
 * </ul>
 */
package dev.herald.swarm;
