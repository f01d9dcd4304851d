package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.JsonObjectReader;
import dev.herald.admin.auth.Caller;
import dev.herald.registry.Actor;
import dev.herald.registry.Entry;
import dev.herald.registry.EntryPage;
import dev.herald.registry.EntryQuery;
import dev.herald.registry.EntryRepository;
import dev.herald.registry.ImportResult;
import dev.herald.registry.PutResult;
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
 * The methods of the three lists of entries: keys, whitelist and deny list. Each has a subclass with its path and scopes.
 */
public abstract class EntryResource {

    static final String NDJSON = "application/x-ndjson";

    /** An id. Excludes the other paths, so that methods which those lack are answered with 405. */
    private static final String ID = "{id: (?!(?:import|export)(?:/|$))[^/]+}";

    /** The maximum size of an import: more than twenty million hashes. */
    private static final long MAX_IMPORT_BYTES = 1L << 30;

    private static final TransferLimiter TRANSFERS = new TransferLimiter();

    private final EntryForm form;
    private final EntryRepository entries;
    private final InstantSource clock;

    EntryResource(EntryForm form, EntryRepository entries, InstantSource clock) {
        this.form = form;
        this.entries = entries;
        this.clock = clock;
    }

    /** A page of the list, in the order of the ids. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public final Response list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, "q", "limit", "cursor");
        String after = parameters.cursor(form.path(), 1, parts -> parts.get(0)).orElse("");
        EntryPage page = entries.list(query(parameters.text("q"), after, parameters.limit()));
        return ProblemResponses.page(
                page.entries(), form::json, page.next().map(next -> new Cursor(form.path(), List.of(next))));
    }

    private static EntryQuery query(String search, String after, int limit) {
        try {
            return new EntryQuery(search, after, limit);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(400, "The parameter q must have at most 200 characters and no control characters");
        }
    }

    @GET
    @Path(ID)
    @Produces(MediaType.APPLICATION_JSON)
    public final Response read(@PathParam("id") String text, @Context UriInfo uri) {
        QueryParameters.of(uri);
        return ProblemResponses.ok(form.json(require(form.id(text))));
    }

    /** Adds or replaces an entry. Members that the body omits become empty. */
    @PUT
    @Path(ID)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public final Response write(
            @PathParam("id") String text, @Context UriInfo uri, @Context SecurityContext caller, InputStream body) {
        QueryParameters.of(uri);
        String id = form.id(text);
        JsonObjectReader members = JsonObjectReader.read(body, form.members());
        if (!form.id(members).orElse(id).equals(id)) {
            throw ApiException.unacceptable(form.idName(), form.idName() + " must be the one in the path");
        }
        Entry entry = form.entry(id, members, now());
        return entries.put(Caller.actor(caller), entry) == PutResult.ADDED
                ? ProblemResponses.created(uri.getAbsolutePath(), form.json(entry))
                : ProblemResponses.ok(form.json(require(id)));
    }

    /** Removes an entry. The response is the same if there is none. */
    @DELETE
    @Path(ID)
    public final Response remove(@PathParam("id") String text, @Context UriInfo uri, @Context SecurityContext caller) {
        QueryParameters.of(uri);
        entries.remove(Caller.actor(caller), form.id(text));
        return ProblemResponses.noContent();
    }

    /** Adds entries from plain text, one per line. */
    @POST
    @Path("import")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.APPLICATION_JSON)
    public final Response importText(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context SecurityContext caller, InputStream body) {
        return importLines(uri, headers, Caller.actor(caller), body, line -> form.ofText(line, now()));
    }

    /** Adds entries from NDJSON. */
    @POST
    @Path("import")
    @Consumes(NDJSON)
    @Produces(MediaType.APPLICATION_JSON)
    public final Response importJson(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context SecurityContext caller, InputStream body) {
        return importLines(uri, headers, Caller.actor(caller), body, line -> form.ofJson(line, now()));
    }

    /** Rejects a body without a media type, for which JAX-RS may choose either method. */
    private Response importLines(
            UriInfo uri, HttpHeaders headers, Actor actor, InputStream body, Function<String, Entry> parser) {
        if (headers.getMediaType() == null) {
            throw ApiException.of(415, "The header Content-Type must be text/plain or " + NDJSON);
        }
        QueryParameters.of(uri);
        ImportReader reader = new ImportReader(new LineReader(body, MAX_IMPORT_BYTES), parser);
        try {
            ImportResult imported = TRANSFERS.run(() -> entries.importAll(actor, reader));
            return ProblemResponses.ok(reader.report(imported));
        } catch (ApiException e) {
            throw e.with(reader.report());
        }
    }

    /** Exports all entries as plain text, one per line. */
    @GET
    @Path("export")
    @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
    public final Response exportText(@Context UriInfo uri) {
        return exportLines(uri, form::text);
    }

    /** Exports all entries as NDJSON. */
    @GET
    @Path("export")
    @Produces(NDJSON + ";qs=0.5")
    public final Response exportJson(@Context UriInfo uri) {
        return exportLines(uri, entry -> form.json(entry).toString());
    }

    private Response exportLines(UriInfo uri, Function<Entry, String> format) {
        QueryParameters.of(uri);
        // Only while it is written: for HEAD this is not called, so a permit taken earlier would never be released.
        return ProblemResponses.stream(out -> TRANSFERS.run(() -> export(out, format)));
    }

    private boolean export(OutputStream out, Function<Entry, String> format) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 15);
        try {
            entries.forEach(entry -> {
                try {
                    writer.write(format.apply(entry) + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
        return true;
    }

    private Entry require(String id) {
        return entries.find(id).orElseThrow(() -> ApiException.of(404, "There is no such " + form.idName()));
    }

    final long now() {
        return clock.instant().getEpochSecond();
    }
}
