package dev.herald.admin.events;

import dev.herald.admin.events.EventStream.Event;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.InfoHash;
import dev.herald.metrics.Frontend;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An announce that was watched.
 *
 * @param second since 1970
 * @param left bytes still to download; negative if unknown
 * @param client name and version; empty if unknown
 * @param result {@code answered}, or the reason of the rejection
 */
record Announce(
        long second,
        Frontend frontend,
        InfoHash infoHash,
        AnnounceEvent event,
        long left,
        Optional<String> client,
        Address address,
        int port,
        String result) {

    /** The form in which it is sent. */
    Event toEvent() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("time", Instant.ofEpochSecond(second).toString())
                .add("frontend", frontend.label())
                .add("hash", infoHash.toString())
                .add("event", event.name().toLowerCase(Locale.ROOT));
        if (left >= 0) {
            json.add("left", left);
        }
        client.ifPresent(name -> json.add("client", name));
        json.add("address", address.toString()).add("port", port).add("result", result);
        return new Event("announce", Long.toString(second), json.build().toString());
    }
}
