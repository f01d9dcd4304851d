package dev.herald.http;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.Parameter;
import java.util.List;
import java.util.TreeSet;

/** What the query of a scrape says (BEP 48). */
sealed interface ScrapeQuery permits ScrapeQuery.Torrents, RequestError {

    /** The most hashes of a request that are used; the rest is ignored. */
    int MOST_TORRENTS = 100;

    /**
     * The torrents asked for.
     *
     * @param infoHashes at least one, none twice, in the order of a bencoded dictionary
     */
    record Torrents(List<InfoHash> infoHashes) implements ScrapeQuery {}

    /**
     * Reads a raw query, one character for each byte. Never throws, whatever the bytes.
     *
     * @param plusIsSpace whether {@code +} means 0x20
     */
    static ScrapeQuery parse(String query, boolean plusIsSpace) {
        if (query.isEmpty()) {
            return RequestError.SCRAPE_WITHOUT_QUERY;
        }
        QueryReader reader = new QueryReader(query, plusIsSpace);
        TreeSet<InfoHash> infoHashes = new TreeSet<>();
        byte[] bytes = new byte[InfoHash.BYTES];
        int used = 0;
        while (used < MOST_TORRENTS && reader.next()) {
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
