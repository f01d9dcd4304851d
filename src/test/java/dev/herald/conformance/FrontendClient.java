package dev.herald.conformance;

import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A client of one frontend, and the limits of the protocol of that frontend. */
public interface FrontendClient {

    /**
     * Announces from the address of the peer.
     *
     * @throws RejectedException with the failure text of the tracker
     */
    Answer announce(Announce announce);

    /**
     * Scrapes torrents and returns the counts of those in the response.
     *
     * @throws RejectedException with the failure text of the tracker
     */
    Map<InfoHash, Counts> scrape(List<InfoHash> torrents);

    /**
     * A client of the same tracker with another announce URL.
     *
     * @param url path and query, such as {@code /announce/KEY}
     */
    FrontendClient at(String url);

    /** Whether a scrape carries the URL, and with it the key. */
    boolean scrapesWithUrl();

    /** The maximum number of peers in a response to a client of {@code family}. */
    int maxPeers(Family family);

    /** The maximum number of torrents in a scrape response, if there is one. */
    OptionalInt maxTorrents();

    /** Whether a response contains peers of both address families. */
    boolean mixesFamilies();
}
