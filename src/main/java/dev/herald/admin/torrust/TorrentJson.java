package dev.herald.admin.torrust;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.SwarmPeer;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Optional;

/** The JSON of torrents and peers, as Torrust writes it. */
final class TorrentJson {

    private static final long MILLIS = 1000;

    private TorrentJson() {}

    /** Starts an object with the counts of a torrent. */
    static void begin(JsonGenerator json, InfoHash infoHash, SwarmCounts counts) {
        json.writeStartObject()
                .write("info_hash", infoHash.toString())
                .write("seeders", counts.complete())
                .write("completed", counts.downloaded())
                .write("leechers", counts.incomplete());
    }

    /** Writes the list of peers. */
    static void peers(JsonGenerator json, List<SwarmPeer> peers, SteadyClock clock) {
        json.writeStartArray("peers");
        peers.forEach(peer -> write(json, peer, clock.wall(peer.second()) * MILLIS));
        json.writeEnd();
    }

    /** Writes neutral values if the details of the peer are not stored. */
    private static void write(JsonGenerator json, SwarmPeer peer, long updated) {
        Optional<SwarmPeer.Details> details = peer.details();
        json.writeStartObject();
        details.ifPresentOrElse(known -> id(json, known.peerId()), () -> json.writeNull("peer_id"));
        // As in Torrust, the second value is a time too, in spite of its name.
        json.write("peer_addr", peer.endpoint().toString())
                .write("updated", updated)
                .write("updated_milliseconds_ago", updated)
                .write("uploaded", details.map(SwarmPeer.Details::uploaded).orElse(0L))
                .write("downloaded", details.map(SwarmPeer.Details::downloaded).orElse(0L))
                .write("left", left(peer))
                .write("event", details.map(TorrentJson::event).orElse("None"))
                .writeEnd();
    }

    private static void id(JsonGenerator json, PeerId id) {
        json.writeStartObject("peer_id").write("id", "0x" + id);
        ClientName.of(id).ifPresentOrElse(name -> json.write("client", name), () -> json.writeNull("client"));
        json.writeEnd();
    }

    /** Clients of the API recognize a seeder by 0, and there is no value for "unknown". */
    private static long left(SwarmPeer peer) {
        long left = peer.details().map(SwarmPeer.Details::left).orElse(-1L);
        return left >= 0 ? left : peer.seeder() ? 0 : Long.MAX_VALUE;
    }

    private static String event(SwarmPeer.Details details) {
        return switch (details.event()) {
            case STARTED -> "Started";
            case STOPPED -> "Stopped";
            case COMPLETED -> "Completed";
            // Torrust does not know BEP 21.
            case NONE, PAUSED -> "None";
        };
    }
}
