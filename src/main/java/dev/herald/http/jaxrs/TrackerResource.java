package dev.herald.http.jaxrs;

import dev.herald.bittorrent.Address;
import dev.herald.http.HttpTracker;
import dev.herald.http.TrackerRequest;
import dev.herald.http.TrackerResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.Objects;

/**
 * The HTTP tracker by JAX-RS: passes requests to {@link HttpTracker}, which decides everything, also what a path means.
 *
 * <p>Uses the query string of the servlet, because JAX-RS decodes or re-encodes its bytes. Declares no media type, so that no {@code Accept}
 * header is rejected.
 */
@Path("/{path: .*}")
@Singleton
public final class TrackerResource {

    /** The address of a closed connection. No peer is stored under it. */
    private static final Address UNKNOWN = new Address(0, 0);

    private final HttpTracker tracker;

    @Inject
    TrackerResource(HttpTracker tracker) {
        this.tracker = tracker;
    }

    /** Answers announces, scrapes and health checks. */
    @GET
    public Response get(@Context HttpServletRequest request) {
        return answer(tracker, request);
    }

    /** Answers as to GET, without the body. */
    @HEAD
    public Response head(@Context HttpServletRequest request) {
        return answer(tracker, request);
    }

    /** Rejects the method; without this Jersey would answer. */
    @OPTIONS
    public Response options(@Context HttpServletRequest request) {
        return answer(tracker, request);
    }

    /** The tracker's response to a request of any method. */
    static Response answer(HttpTracker tracker, HttpServletRequest request) {
        TrackerRequest received = new TrackerRequest(
                request.getMethod(),
                request.getRequestURI(),
                Objects.requireNonNullElse(request.getQueryString(), ""),
                peer(request),
                name -> Collections.list(request.getHeaders(name)));
        TrackerResponse answer = tracker.answer(received);
        tracker.recorder().transferred(received.lineBytes(), answer.body().length);
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        response.header(HttpHeaders.CONTENT_LENGTH, answer.body().length);
        return request.getMethod().equals("HEAD")
                ? response.build()
                : response.entity(answer.body()).build();
    }

    /** The container appends a zone to some IPv6 addresses, such as {@code %0}. */
    static Address peer(HttpServletRequest request) {
        String text = Objects.requireNonNullElse(request.getRemoteAddr(), "");
        int zone = text.indexOf('%');
        return Address.parse(zone < 0 ? text : text.substring(0, zone)).orElse(UNKNOWN);
    }
}
