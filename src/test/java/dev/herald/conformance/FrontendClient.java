package dev.herald.conformance;

import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A client that speaks through one door, and what that door cannot do by the nature of its protocol. */
public interface FrontendClient {

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

    /**
     * A client of the same tracker whose user has pasted another announce URL.
     *
     * @param url what follows host and port, such as {@code /announce/KEY}
     */
    FrontendClient at(String url);

    /** Whether the URL of a scrape reaches the tracker, and with it the key. */
    boolean scrapesWithUrl();

    /** The most peers that an answer to a client of {@code family} has room for. */
    int mostPeers(Family family);

    /** How many torrents of one scrape are answered, if there is a limit. */
    OptionalInt mostTorrents();

    /** Whether an answer is filled up with peers of the family that the client did not come from. */
    boolean mixesFamilies();
}
