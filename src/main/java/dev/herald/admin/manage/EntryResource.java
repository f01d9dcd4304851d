package dev.herald.admin.manage;

import dev.herald.admin.auth.TokenSecurityContext;
import dev.herald.registry.Actor;
import dev.herald.registry.Entry;
import dev.herald.registry.EntryPage;
import dev.herald.registry.EntryQuery;
import dev.herald.registry.EntryRepository;
import dev.herald.registry.ImportResult;
import dev.herald.registry.PutResult;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * What keys, whitelist and deny list have in common, which is nearly all: the three are lists of entries with an id. Not final,
 * because each of them is a resource of its own, with its path and its scopes.
 */
public abstract class EntryResource {

    static final String NDJSON = "application/x-ndjson";

    /** An id, which no other path of a list is: they have methods of their own, and a method that they lack is a 405. */
    private static final String ID = "{id: (?!(?:import|export)(?:/|$))[^/]+}";

    /** The most bytes of an import: ten million hashes and a few hundred megabytes to spare. */
    private static final long MOST_IMPORT_BYTES = 1L << 30;

    private static final TransferLimiter TRANSFERS = new TransferLimiter();

    private final EntryForm form;
    private final EntryRepository roll;
    private final InstantSource clock;

    EntryResource(EntryForm form, EntryRepository roll, InstantSource clock) {
        this.form = form;
        this.roll = roll;
        this.clock = clock;
    }

    /** A page of the list, in the order of the ids. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public final Response list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, "q", "limit", "cursor");
        String after = parameters.cursor(form.path(), 1, parts -> parts.get(0)).orElse("");
        EntryPage page = roll.list(query(parameters.text("q"), after, parameters.limit()));
        JsonArrayBuilder items = Json.createArrayBuilder();
        page.entries().forEach(entry -> items.add(form.json(entry)));
        return ProblemResponses.page(items, page.next().map(next -> new Cursor(form.path(), List.of(next))));
    }

    private static EntryQuery query(String search, String after, int limit) {
        try {
            return new EntryQuery(search, after, limit);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    400, "The parameter q must have at most 200 characters and no control characters");
        }
    }

    /** One entry. */
    @GET
    @Path(ID)
    @Produces(MediaType.APPLICATION_JSON)
    public final Response read(@PathParam("id") String text, @Context UriInfo uri) {
        QueryParameters.of(uri);
        return ProblemResponses.ok(form.json(found(form.id(text))));
    }

    /** Makes an entry or changes its words; what the body does not say becomes empty. */
    @PUT
    @Path(ID)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public final Response write(
            @PathParam("id") String text, @Context UriInfo uri, @Context SecurityContext caller, InputStream body) {
        QueryParameters.of(uri);
        String id = form.id(text);
        JsonObjectReader members = JsonObjectReader.parse(JsonBody.read(body), form.members());
        if (!form.id(members).orElse(id).equals(id)) {
            throw new ProblemException(
                    Problem.unacceptable("/" + form.idName(), form.idName() + " is not the one that the path names"));
        }
        Entry entry = form.entry(id, members, now());
        return roll.put(TokenSecurityContext.actor(caller), entry) == PutResult.ADDED
                ? ProblemResponses.created(uri.getAbsolutePath(), form.json(entry))
                : ProblemResponses.ok(form.json(found(id)));
    }

    /** Takes an entry away; the answer is the same if there is none. */
    @DELETE
    @Path(ID)
    public final Response remove(@PathParam("id") String text, @Context UriInfo uri, @Context SecurityContext caller) {
        QueryParameters.of(uri);
        roll.remove(TokenSecurityContext.actor(caller), form.id(text));
        return ProblemResponses.nothing();
    }

    /** Adds the entries of plain text, one a line. */
    @POST
    @Path("import")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.APPLICATION_JSON)
    public final Response importText(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context SecurityContext caller, InputStream body) {
        return importLines(uri, headers, TokenSecurityContext.actor(caller), body, line -> form.ofText(line, now()));
    }

    /** Adds the entries of NDJSON, one a line, with all their members. */
    @POST
    @Path("import")
    @Consumes(NDJSON)
    @Produces(MediaType.APPLICATION_JSON)
    public final Response importJson(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context SecurityContext caller, InputStream body) {
        return importLines(uri, headers, TokenSecurityContext.actor(caller), body, line -> form.ofJson(line, now()));
    }

    /** Without a media type it is chance whether a body comes as text or as NDJSON: methods have no order. */
    private Response importLines(
            UriInfo uri, HttpHeaders headers, Actor actor, InputStream body, Function<String, Entry> reading) {
        if (headers.getMediaType() == null) {
            throw ProblemException.of(415, "The header Content-Type must say text/plain or " + NDJSON);
        }
        QueryParameters.of(uri);
        ImportReader intake = new ImportReader(new LineReader(body, MOST_IMPORT_BYTES), reading);
        try {
            ImportResult imported = TRANSFERS.run(() -> roll.importAll(actor, intake));
            return ProblemResponses.ok(intake.report(imported));
        } catch (ProblemException e) {
            throw e.with(intake.report());
        }
    }

    /** All entries as plain text, one a line. */
    @GET
    @Path("export")
    @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
    public final Response exportText(@Context UriInfo uri) {
        return exportLines(uri, form::text);
    }

    /** All entries as NDJSON, one a line, with all their members. */
    @GET
    @Path("export")
    @Produces(NDJSON + ";qs=0.5")
    public final Response exportJson(@Context UriInfo uri) {
        return exportLines(uri, entry -> form.json(entry).toString());
    }

    private Response exportLines(UriInfo uri, Function<Entry, String> writing) {
        QueryParameters.of(uri);
        StreamingOutput lines = out -> {
            try {
                // Not earlier: to a HEAD nothing is written, so a place would never be given back.
                TRANSFERS.run(() -> export(out, writing));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        };
        return ProblemResponses.stream(lines);
    }

    private boolean export(OutputStream out, Function<Entry, String> writing) {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 15);
        roll.forEach(entry -> writeLine(writer, writing.apply(entry)));
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    private static void writeLine(Writer writer, String line) {
        try {
            writer.write(line);
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Entry found(String id) {
        return roll.find(id).orElseThrow(() -> ProblemException.of(404, "There is no such " + form.idName()));
    }

    final long now() {
        return clock.instant().getEpochSecond();
    }
}
