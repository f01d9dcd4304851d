package dev.herald.conformance;

import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A client that speaks through one door, and what that door cannot do by the nature of its protocol. */
interface DoorClient {

    /**
     * Announces from the peer's own address.
     *
     * @throws Refused with the reason that the tracker gave
     */
    Answer announce(Announce announce);

    /**
     * Asks for the counts of some torrents, and gives them for those that were answered.
     *
     * @throws Refused with the reason that the tracker gave
     */
    Map<InfoHash, Counts> scrape(List<InfoHash> torrents);

    /** The most peers that an answer to a client of {@code family} has room for. */
    int mostPeers(Family family);

    /** How many torrents of one scrape are answered, if there is a limit. */
    OptionalInt mostTorrents();

    /** Whether an answer is filled up with peers of the family that the client did not come from. */
    boolean mixesFamilies();
}
