package dev.herald.http;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;

/** What the query of an announce says (BEP 3, 7, 21, 23). */
sealed interface AnnounceQuery permits AnnounceQuery.Parameters, RequestError {

    /**
     * A query that can be answered.
     *
     * @param port 0 to 65535
     * @param left bytes, or {@link AnnounceRequest#LEFT_UNKNOWN}
     * @param wanted peers asked for, or {@link AnnounceRequest#NUM_WANT_DEFAULT}
     * @param compact whether peers shall be packed (BEP 23)
     * @param peerIds whether peers that are not packed shall be given with their ids
     */
    record Parameters(
            InfoHash infoHash,
            PeerId peerId,
            int port,
            AnnounceEvent event,
            long left,
            long uploaded,
            long downloaded,
            int wanted,
            boolean compact,
            boolean peerIds)
            implements AnnounceQuery {}

    /**
     * Reads a raw query, one character for each byte. Never throws, whatever the bytes.
     *
     * @param plusIsSpace whether {@code +} means 0x20
     */
    static AnnounceQuery parse(String query, boolean plusIsSpace) {
        return query.isEmpty()
                ? RequestError.MISSING_QUERY
                : new AnnounceParser(new QueryReader(query, plusIsSpace)).parse();
    }
}
