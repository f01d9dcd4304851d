package dev.herald.admin.torrust;

import dev.herald.admin.auth.QueryString;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.bittorrent.InfoHash;
import dev.herald.registry.Scope;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.Swarms;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Objects;

/** What is known of torrents. */
@Path("v1")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class TorrustTorrentsResource {

    /** Of one torrent; Torrust shows all, and thus lets a request take any amount of memory. */
    private static final int MOST_PEERS = 4000;

    private static final long DEFAULT_LIMIT = 4000;
    private static final long MOST_UNSIGNED = 0xffff_ffffL;
    private static final int MOST_DIGITS = 10;

    private final Swarms swarms;
    private final SteadyClock clock;

    @Inject
    TorrustTorrentsResource(Swarms swarms, SteadyClock clock) {
        this.swarms = swarms;
        this.clock = clock;
    }

    /** The counts and the peers of one torrent; of none that nobody has heard of. */
    @GET
    @Path("torrent/{info_hash}")
    public Response torrent(@PathParam("info_hash") String text) {
        InfoHash infoHash = InfoHashParameter.parse(text);
        if (!swarms.known(infoHash)) {
            return Responses.json("\"torrent not known\"");
        }
        long second = second();
        StreamingOutput body = out -> {
            try (JsonGenerator json = Json.createGenerator(out)) {
                TorrentJson.begin(json, infoHash, swarms.scrape(infoHash, second));
                TorrentJson.peers(json, swarms.peers(infoHash, second, MOST_PEERS), clock);
                json.writeEnd();
            }
        };
        return Responses.json(body);
    }

    /** The counts of the torrents that the query names, as often as it names them, or of a part of all torrents. */
    @GET
    @Path("torrents")
    public Response torrents(@Context HttpServletRequest request) {
        QueryString query = new QueryString(Objects.requireNonNullElse(request.getQueryString(), ""));
        long offset = number(query, "offset", 0);
        long limit = number(query, "limit", DEFAULT_LIMIT);
        List<InfoHash> named =
                query.all("info_hash").stream().map(InfoHashParameter::parse).toList();
        return Responses.json(named.isEmpty() ? some(offset, limit) : these(named));
    }

    private StreamingOutput these(List<InfoHash> infoHashes) {
        long second = second();
        return out -> {
            try (JsonGenerator json = Json.createGenerator(out)) {
                json.writeStartArray();
                for (InfoHash infoHash : infoHashes) {
                    if (swarms.known(infoHash)) {
                        TorrentJson.begin(json, infoHash, swarms.scrape(infoHash, second));
                        json.writeEnd();
                    }
                }
                json.writeEnd();
            }
        };
    }

    private StreamingOutput some(long offset, long limit) {
        long second = second();
        return out -> {
            try (JsonGenerator json = Json.createGenerator(out)) {
                json.writeStartArray();
                new OrderedTorrents(visitor -> swarms.torrents(second, visitor))
                        .show(offset, limit, (infoHash, counts) -> {
                            TorrentJson.begin(json, infoHash, counts);
                            json.writeEnd();
                        });
                json.writeEnd();
            }
        };
    }

    /** As Rust reads a number of 32 bits without a sign; an empty text is as good as none. */
    static long number(QueryString query, String name, long fallback) {
        String text = query.first(name).orElse("");
        String digits = text.startsWith("+") ? text.substring(1) : text;
        if (text.isEmpty()) {
            return fallback;
        }
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw TorrustException.bad("Failed to deserialize query string: invalid digit found in string");
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > MOST_DIGITS || Long.parseLong(significant) > MOST_UNSIGNED) {
            throw TorrustException.bad("Failed to deserialize query string: number too large to fit in target type");
        }
        return Long.parseLong(significant);
    }

    private long second() {
        return clock.second();
    }
}
