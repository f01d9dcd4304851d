package dev.herald.admin.manage;

import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.SwarmPeer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** The JSON form of a peer. */
final class PeerForm {

    private PeerForm() {}

    /** Omits the details if {@code herald.swarm.details} is off, and {@code left} if it is unknown. */
    static JsonObject json(SwarmPeer peer, SteadyClock clock) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("address", peer.endpoint().address().toString())
                .add("port", peer.endpoint().port())
                .add("seeder", peer.seeder())
                .add("announced", Times.text(clock.wall(peer.second())));
        peer.details().ifPresent(details -> {
            json.add("peer_id", details.peerId().toString())
                    .add("uploaded", details.uploaded())
                    .add("downloaded", details.downloaded())
                    .add("event", details.event().name().toLowerCase(Locale.ROOT));
            if (details.left() >= 0) {
                json.add("left", details.left());
            }
        });
        return json.build();
    }
}
