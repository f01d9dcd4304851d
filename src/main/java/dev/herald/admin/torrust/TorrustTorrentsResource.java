package dev.herald.admin.torrust;

import dev.herald.admin.TorrentRanking;
import dev.herald.admin.TorrentRanking.Position;
import dev.herald.admin.TorrentRanking.Row;
import dev.herald.admin.TorrentRanking.Sort;
import dev.herald.admin.auth.QueryString;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.registry.Scope;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.SwarmPeer;
import dev.herald.swarm.Swarms;
import dev.herald.swarm.TorrentVisitor;
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
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.function.Consumer;

/** The torrents with a swarm. */
@Path("v1")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class TorrustTorrentsResource {

    /** The most peers in a response. Torrust lists all, so that a request may take any amount of memory. */
    private static final int MAX_PEERS = 4000;

    /** Torrents that are sorted at a time: some megabytes; a list of a million takes about thirty scans. */
    private static final int PAGE = 1 << 15;

    private static final long DEFAULT_LIMIT = 4000;

    private final Swarms swarms;
    private final SteadyClock clock;

    @Inject
    TorrustTorrentsResource(Swarms swarms, SteadyClock clock) {
        this.swarms = swarms;
        this.clock = clock;
    }

    /** The counts and the peers of a torrent. Only callers who may change torrents see peers, because each has its address. */
    @GET
    @Path("torrent/{info_hash}")
    public Response torrent(@PathParam("info_hash") String text, @Context SecurityContext caller) {
        InfoHash infoHash = TorrustParameters.infoHash(text);
        if (!swarms.known(infoHash)) {
            return Responses.json("\"torrent not known\"");
        }
        long second = clock.second();
        List<SwarmPeer> peers =
                caller.isUserInRole(Scope.TORRENTS.name()) ? swarms.peers(infoHash, second, MAX_PEERS) : List.of();
        StreamingOutput body = out -> {
            try (JsonGenerator json = Json.createGenerator(out)) {
                TorrentJson.begin(json, infoHash, swarms.scrape(infoHash, second));
                TorrentJson.peers(json, peers, clock);
                json.writeEnd();
            }
        };
        return Responses.json(body);
    }

    /** The counts of the torrents in the query, in its order, or of a part of all torrents. */
    @GET
    @Path("torrents")
    public Response torrents(@Context HttpServletRequest request) {
        QueryString query = QueryString.of(request);
        long offset = TorrustParameters.number(query, "offset", 0);
        long limit = TorrustParameters.number(query, "limit", DEFAULT_LIMIT);
        List<InfoHash> infoHashes =
                query.all("info_hash").stream().map(TorrustParameters::infoHash).toList();
        return Responses.json(infoHashes.isEmpty() ? all(offset, limit) : named(infoHashes));
    }

    private StreamingOutput named(List<InfoHash> infoHashes) {
        long second = clock.second();
        return array(json -> infoHashes.stream()
                .filter(swarms::known)
                .forEach(infoHash -> write(json, infoHash, swarms.scrape(infoHash, second))));
    }

    private StreamingOutput all(long offset, long limit) {
        long second = clock.second();
        return array(json -> inOrder(
                visitor -> swarms.torrents(second, visitor),
                PAGE,
                offset,
                limit,
                (infoHash, counts) -> write(json, infoHash, counts)));
    }

    private static void write(JsonGenerator json, InfoHash infoHash, SwarmCounts counts) {
        TorrentJson.begin(json, infoHash, counts);
        json.writeEnd();
    }

    private static StreamingOutput array(Consumer<JsonGenerator> elements) {
        return out -> {
            try (JsonGenerator json = Json.createGenerator(out)) {
                json.writeStartArray();
                elements.accept(json);
                json.writeEnd();
            }
        };
    }

    /**
     * Passes a part of the torrents to {@code visitor} in the order of their info hashes. Scans {@code source}, which has another
     * order, once for each page, so that the memory does not depend on the number of torrents.
     */
    static void inOrder(
            Consumer<TorrentVisitor> source, int pageSize, long offset, long limit, TorrentVisitor visitor) {
        long end = offset + limit;
        List<Position> after = List.of();
        for (long position = 0; position < end; ) {
            TorrentRanking page =
                    new TorrentRanking(Sort.HASH, false, "", after, (int) Math.min(pageSize, end - position));
            source.accept(page);
            for (Row row : page.rows()) {
                if (position++ >= offset) {
                    visitor.visit(row.infoHash(), row.counts());
                }
                after = List.of(new Position(row.value(), row.infoHash()));
            }
            if (!page.hasNext()) {
                return;
            }
        }
    }
}
