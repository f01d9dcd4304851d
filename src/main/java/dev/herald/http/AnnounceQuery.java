package dev.herald.http;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import java.util.Arrays;
import java.util.Locale;

/** The parsed query of an announce (BEP 3, 7, 21, 23). */
sealed interface AnnounceQuery permits AnnounceQuery.Parameters, RequestError {

    /**
     * A valid query.
     *
     * @param port 0 to 65535
     * @param left bytes, or {@link AnnounceRequest#LEFT_UNKNOWN}
     * @param numWant requested number of peers, or {@link AnnounceRequest#NUM_WANT_DEFAULT}
     * @param compact whether peers are packed (BEP 23)
     * @param peerIds whether peers that are not packed have their ids
     */
    record Parameters(
            InfoHash infoHash,
            PeerId peerId,
            int port,
            AnnounceEvent event,
            long left,
            long uploaded,
            long downloaded,
            int numWant,
            boolean compact,
            boolean peerIds)
            implements AnnounceQuery {}

    /**
     * Parses a raw query of one character for each byte. Never throws.
     *
     * @param plusIsSpace whether {@code +} is decoded to a space
     */
    static AnnounceQuery parse(String query, boolean plusIsSpace) {
        return query.isEmpty() ? RequestError.MISSING_QUERY : new Parser(new QueryReader(query, plusIsSpace)).parse();
    }

    /** Reads all parameters before it checks them: they come in any order, but errors are reported in the order of the specification. */
    final class Parser {

        private final QueryReader reader;
        private final byte[] infoHash = new byte[InfoHash.BYTES];
        private final byte[] peerId = new byte[PeerId.BYTES];
        private int infoHashLength;
        private boolean severalInfoHashes;
        private int peerIdLength;
        private long port = QueryReader.MISSING;
        private long left = QueryReader.MISSING;
        private long uploaded = QueryReader.MISSING;
        private long downloaded = QueryReader.MISSING;
        private long numWant = QueryReader.MISSING;
        private AnnounceEvent event = AnnounceEvent.NONE;
        private boolean compact = true;
        private boolean peerIds = true;

        private Parser(QueryReader reader) {
            this.reader = reader;
        }

        /** Of a repeated parameter other than {@code info_hash} the last one counts: clients append theirs to those of the URL. */
        private AnnounceQuery parse() {
            while (reader.next()) {
                switch (reader.parameter()) {
                    case INFO_HASH -> readInfoHash();
                    case PEER_ID -> peerIdLength = reader.value(peerId);
                    case PORT -> port = reader.number();
                    case LEFT -> left = reader.number();
                    case UPLOADED -> uploaded = reader.number();
                    case DOWNLOADED -> downloaded = reader.number();
                    case NUMWANT -> numWant = reader.number();
                    case EVENT -> event = event();
                    case COMPACT -> compact = !reader.valueIs("0");
                    case NO_PEER_ID -> peerIds = !reader.valueIs("1");
                    case PASSKEY, OTHER -> {}
                }
            }
            return checked();
        }

        private void readInfoHash() {
            if (infoHashLength == 0) {
                infoHashLength = reader.value(infoHash);
                return;
            }
            byte[] next = new byte[InfoHash.BYTES];
            int length = reader.value(next);
            if (length == InfoHash.BYTES) {
                severalInfoHashes |= !Arrays.equals(infoHash, next);
            } else if (length != 0) {
                infoHashLength = length;
            }
        }

        private AnnounceEvent event() {
            return switch (reader.text().toLowerCase(Locale.ROOT)) {
                case "started" -> AnnounceEvent.STARTED;
                case "completed" -> AnnounceEvent.COMPLETED;
                case "stopped" -> AnnounceEvent.STOPPED;
                case "paused" -> AnnounceEvent.PAUSED;
                default -> AnnounceEvent.NONE;
            };
        }

        private AnnounceQuery checked() {
            if (infoHashLength != InfoHash.BYTES) {
                return infoHashLength == 0 ? RequestError.MISSING_INFO_HASH : RequestError.INVALID_INFO_HASH;
            }
            if (severalInfoHashes) {
                return RequestError.MULTIPLE_INFO_HASH;
            }
            if (peerIdLength != PeerId.BYTES) {
                return peerIdLength == 0 ? RequestError.MISSING_PEER_ID : RequestError.INVALID_PEER_ID;
            }
            if (port < 0 || port > 65535) {
                return port == QueryReader.MISSING ? RequestError.MISSING_PORT : RequestError.INVALID_PORT;
            }
            if (left == QueryReader.INVALID) {
                return RequestError.INVALID_LEFT;
            }
            if (uploaded == QueryReader.INVALID) {
                return RequestError.INVALID_UPLOADED;
            }
            if (downloaded == QueryReader.INVALID) {
                return RequestError.INVALID_DOWNLOADED;
            }
            return new Parameters(
                    InfoHash.of(infoHash, 0),
                    PeerId.of(peerId, 0),
                    (int) port,
                    event,
                    left < 0 ? AnnounceRequest.LEFT_UNKNOWN : left,
                    Math.max(uploaded, 0),
                    Math.max(downloaded, 0),
                    numWant < 0 ? AnnounceRequest.NUM_WANT_DEFAULT : (int) Math.min(numWant, Integer.MAX_VALUE),
                    compact,
                    peerIds);
        }
    }
}
