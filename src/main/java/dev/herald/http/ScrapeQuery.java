package dev.herald.http;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.Parameter;
import java.util.List;
import java.util.TreeSet;

/** The parsed query of a scrape (BEP 48). */
sealed interface ScrapeQuery permits ScrapeQuery.Torrents, RequestError {

    /** The number of info hashes that are used; more are ignored. */
    int MAX_TORRENTS = 100;

    /**
     * A valid query.
     *
     * @param infoHashes at least one, without duplicates, in the order of a bencoded dictionary
     */
    record Torrents(List<InfoHash> infoHashes) implements ScrapeQuery {}

    /**
     * Parses a raw query of one character for each byte. Never throws.
     *
     * @param plusIsSpace whether {@code +} is decoded to a space
     */
    static ScrapeQuery parse(String query, boolean plusIsSpace) {
        if (query.isEmpty()) {
            return RequestError.SCRAPE_WITHOUT_QUERY;
        }
        QueryReader reader = new QueryReader(query, plusIsSpace);
        TreeSet<InfoHash> infoHashes = new TreeSet<>();
        byte[] bytes = new byte[InfoHash.BYTES];
        int used = 0;
        while (used < MAX_TORRENTS && reader.next()) {
            int length = reader.parameter() == Parameter.INFO_HASH ? reader.value(bytes) : 0;
            if (length == InfoHash.BYTES) {
                infoHashes.add(InfoHash.of(bytes, 0));
                used++;
            } else if (length != 0) {
                return RequestError.SCRAPE_INVALID_INFO_HASH;
            }
        }
        return infoHashes.isEmpty() ? RequestError.SCRAPE_WITHOUT_INFO_HASH : new Torrents(List.copyOf(infoHashes));
    }
}
