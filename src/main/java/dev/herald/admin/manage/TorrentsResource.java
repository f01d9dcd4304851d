package dev.herald.admin.manage;

import dev.herald.access.Access;
import dev.herald.access.Decision;
import dev.herald.admin.ApiException;
import dev.herald.admin.TorrentRanking;
import dev.herald.admin.TorrentRanking.Position;
import dev.herald.admin.TorrentRanking.Row;
import dev.herald.admin.TorrentRanking.Sort;
import dev.herald.admin.auth.Caller;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.registry.Audit;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.SwarmPage;
import dev.herald.swarm.SwarmPeer;
import dev.herald.swarm.Swarms;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The torrents with a swarm. Reading uses memory only, so it works while the database is unavailable. */
@Path("torrents")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.TORRENTS)
public final class TorrentsResource {

    private static final List<String> ORDERS = List.of("desc", "asc");
    private static final List<String> HASH_ORDERS = List.of("asc", "desc");

    private final Swarms swarms;
    private final Access access;
    private final SteadyClock clock;
    private final Audit audit;

    @Inject
    TorrentsResource(Swarms swarms, Access access, SteadyClock clock, Registry registry) {
        this.swarms = swarms;
        this.access = access;
        this.clock = clock;
        this.audit = registry.audit();
    }

    /** A page of torrents, by default with the largest swarms first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, "sort", "order", "prefix", "limit", "cursor");
        String sort = parameters.oneOf("sort", Sort.NAMES);
        String order = parameters.oneOf("order", sort.equals("hash") ? HASH_ORDERS : ORDERS);
        String list = "torrents " + sort + " " + order;
        List<Position> after =
                parameters.cursor(list, 2, TorrentsResource::position).stream().toList();
        long second = clock.second();
        TorrentRanking ranking = new TorrentRanking(
                Sort.of(sort),
                order.equals("desc"),
                prefix(parameters),
                after,
                parameters.limit(),
                infoHash -> swarms.lastAnnounce(infoHash, second).orElse(0));
        swarms.torrents(second, ranking);
        List<Row> rows = ranking.rows();
        return ProblemResponses.page(
                rows,
                row -> counts(row.infoHash(), row.counts()).build(),
                ranking.hasNext() ? Optional.of(cursor(list, rows)) : Optional.empty());
    }

    private static Cursor cursor(String list, List<Row> rows) {
        Row last = rows.get(rows.size() - 1);
        return new Cursor(
                list, List.of(Long.toString(last.value()), last.infoHash().toString()));
    }

    private static Position position(List<String> parts) {
        return new Position(Long.parseLong(parts.get(0)), InfoHash.ofHex(parts.get(1)));
    }

    private static String prefix(QueryParameters parameters) {
        String prefix = parameters.text("prefix");
        if (!prefix.matches("[0-9a-fA-F]{0,40}")) {
            throw ApiException.of(400, "The prefix must be up to 40 hexadecimal digits");
        }
        return prefix;
    }

    /** A torrent that has a swarm or is denied. */
    @GET
    @Path("{hash}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(@PathParam("hash") String text, @Context UriInfo uri) {
        QueryParameters.of(uri);
        InfoHash infoHash = infoHash(text);
        Decision decision = access.torrent(infoHash);
        if (!swarms.known(infoHash) && decision != Decision.DENIED) {
            throw unknown();
        }
        JsonObjectBuilder json =
                counts(infoHash, swarms.scrape(infoHash, clock.second())).add("access", nameOf(decision));
        if (decision == Decision.DENIED) {
            json.add("reason", access.denialReason(infoHash));
        }
        return ProblemResponses.ok(json.build());
    }

    /** Removes the peers of a torrent. They come back with their next announces, unless it is denied. Needs the database, for the audit. */
    @DELETE
    @Path("{hash}")
    public Response drop(@PathParam("hash") String text, @Context UriInfo uri, @Context SecurityContext caller) {
        QueryParameters.of(uri);
        InfoHash infoHash = infoHash(text);
        audit.write(Caller.actor(caller), "torrent.drop", infoHash.toString());
        swarms.drop(infoHash);
        return ProblemResponses.noContent();
    }

    /** A page of the peers of a torrent, with the counts of all. Only callers who may change torrents see the addresses of peers. */
    @GET
    @Path("{hash}/peers")
    @Produces(MediaType.APPLICATION_JSON)
    public Response peers(@PathParam("hash") String text, @Context UriInfo uri, @Context SecurityContext caller) {
        QueryParameters parameters = QueryParameters.of(uri, "limit", "cursor");
        InfoHash infoHash = infoHash(text);
        String list = "peers " + infoHash;
        long position = parameters
                .cursor(list, 1, parts -> Long.parseUnsignedLong(parts.get(0)))
                .orElse(0L);
        if (!swarms.known(infoHash)) {
            throw unknown();
        }
        JsonArrayBuilder items = Json.createArrayBuilder();
        SwarmPage page = swarms.peers(infoHash, clock.second(), position, parameters.limit());
        boolean addresses = caller.isUserInRole(Scope.TORRENTS.name());
        page.peers().forEach(peer -> items.add(peer(peer, addresses)));
        JsonObjectBuilder json =
                counts(infoHash, swarms.scrape(infoHash, clock.second())).add("items", items);
        page.next().ifPresent(next -> json.add("next", new Cursor(list, List.of(Long.toString(next))).toString()));
        return ProblemResponses.ok(json.build());
    }

    /** The JSON form of a peer. Omits the details if {@code herald.swarm.details} is off, and {@code left} if it is unknown. */
    private JsonObjectBuilder peer(SwarmPeer peer, boolean addresses) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (addresses) {
            json.add("address", peer.endpoint().address().toString())
                    .add("port", peer.endpoint().port());
        }
        json.add("seeder", peer.seeder()).add("announced", Times.text(clock.wall(peer.second())));
        peer.details().ifPresent(details -> {
            json.add("peer_id", details.peerId().toString())
                    .add("uploaded", details.uploaded())
                    .add("downloaded", details.downloaded())
                    .add("event", details.event().name().toLowerCase(Locale.ROOT));
            if (details.left() >= 0) {
                json.add("left", details.left());
            }
        });
        return json;
    }

    /** The counts, and the last announce if there are peers. */
    private JsonObjectBuilder counts(InfoHash infoHash, SwarmCounts counts) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("hash", infoHash.toString())
                .add("seeders", counts.complete())
                .add("leechers", counts.incomplete())
                .add("completed", counts.downloaded());
        swarms.lastAnnounce(infoHash, clock.second())
                .ifPresent(second -> json.add("announced", Times.text(clock.wall(second))));
        return json;
    }

    private static String nameOf(Decision decision) {
        return switch (decision) {
            case DENIED -> "denied";
            case UNLISTED -> "unlisted";
            default -> "allowed";
        };
    }

    private static InfoHash infoHash(String text) {
        return InfoHash.ofHex(EntryForm.WHITELIST.id(text));
    }

    private static ApiException unknown() {
        return ApiException.of(404, "The torrent is unknown");
    }
}
