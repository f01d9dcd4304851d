/**
 * Remembers who is in which swarm, in memory, and forgets who falls silent.
 *
 * <p>From the outside in: {@link dev.herald.swarm.Swarms} finds the shard of a torrent; {@code Shard} locks, opens the
 * {@code Swarm}, lets it carry out the announce and closes it again; {@code Selection} chooses the peers of the answer.
 * Peers lie in {@code SmallPeers} (a block of the shard's {@code PeerArena}) or {@code LargePeers} (pages and an index of
 * their own), behind {@code Peers}, which keeps both in three runs.
 *
 * <p>Beside the way of an announce: {@code Cleaning} goes through a shard to forget, {@code Listing} copies slices of it for
 * readers, {@code Tally} knows its sums, {@code Census} counts endpoints, {@code Downloads} keeps the counts that outlive their swarms, as many as {@code DownloadCap} lets it.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A peer is never compared by its peer id but by a fingerprint of 32 bits, also where the whole id is kept: one way
 *       of telling sessions apart, whatever the settings.
 *   <li>On a private tracker nobody is given peers that announce with his own key, since he could only pretend to upload to them
 *       (UNIT3D and Ocelot do so too). Nothing more is kept for that: twenty bits of the fingerprint stand for the key then.
 *   <li>Large swarms count a silent peer until the cleaning comes by, once a minute; answers leave it out at once. Small
 *       swarms are exact, because looking at all of a small swarm costs nothing.
 *   <li>Neighbours in a list tend to come together in an answer. Each peer is as likely as any other, which is what
 *       matters to it, and the answer is one piece of memory.
 *   <li>A swarm without peers stays for a while if it has a download count, and goes at the next cleaning if not. Where counts
 *       are kept for good it goes at once too, and leaves its count in a table that the cleaning need not go through; the
 *       torrent stays known, also when it is dropped, until its count is forgotten; each count has the day of the last announce.
 *   <li>Readers go through torrents and peers by ranges of their hash, not by position: positions change between two slices,
 *       because who leaves gives his place to the last, and hashes do not. So what stays is met exactly once.
 *   <li>Totals count silent peers until the cleaning comes by. They are kept as things change, and nobody adds them up.
 *   <li>How many different endpoints there are is known within a percent only, and as of the last round of the cleaning: to know it
 *       exactly would take memory for each peer, and time of each announce.
 *   <li>A completion is kept until it is drained even if its torrent has been dropped or forgotten meanwhile.
 *   <li>Of a peer id that several peers of one family have, the family with more of them counts, and who of them is one client
 *       with whom is never found out. So strangers may give any number of peers one id, and none is looked for among many. Nobody
 *       is turned away for the id that he has: ids are public, and whoever took one first could keep its owner out.
 *   <li>A {@code stopped} without a port leaves peers of a large swarm that share their id where they are, for the same reason; they
 *       time out.
 *   <li>A completion of a shared id counts if more peers of its family have completed than of the other.
 *   <li>A client that comes back with another peer id is removed and added, as the protocol says, and so counted in
 *       {@code SwarmActivity}.
 *   <li>No array grows with all that a shard holds, but for references to pages: an announce must not copy them while it holds
 *       the lock.
 *   <li>Arrays are made before anything is changed, or after everything has been: whichever allocation fails, a shard is whole.
 *   <li>Fields of the lists are open to the whole room: {@code Swarm} and {@code Selection} are the same algorithm as the
 *       lists, in files of their own.
 * </ul>
 */
package dev.herald.swarm;
