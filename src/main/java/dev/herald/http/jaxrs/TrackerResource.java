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
 * The HTTP tracker by JAX-RS: carries requests to {@link HttpTracker} and answers back, and knows no rule itself.
 *
 * <p>It takes every path, because which one means what is a rule, and reads the servlet's query string, because all other
 * ways to a query decode or re-encode its bytes. It declares no media type, because then an unusual {@code Accept} header
 * would be refused before the tracker sees the request.
 */
@Path("/{path: .*}")
@Singleton
public final class TrackerResource {

    /** Nobody can be reached there, so a request whose connection is already gone stores nothing. */
    private static final Address NOWHERE = new Address(0, 0);

    private final HttpTracker tracker;

    @Inject
    TrackerResource(HttpTracker tracker) {
        this.tracker = tracker;
    }

    /** Answers announces, scrapes and the health check. */
    @GET
    public Response get(@Context HttpServletRequest request) {
        return answer(tracker, request);
    }

    /** The same without the body. */
    @HEAD
    public Response head(@Context HttpServletRequest request) {
        return answer(tracker, request);
    }

    /** Refuses; without this Jersey would answer in its own way. */
    @OPTIONS
    public Response options(@Context HttpServletRequest request) {
        return answer(tracker, request);
    }

    /** The tracker's answer to a request of any method. */
    static Response answer(HttpTracker tracker, HttpServletRequest request) {
        TrackerResponse answer = tracker.answer(new TrackerRequest(
                request.getMethod(),
                request.getRequestURI(),
                Objects.requireNonNullElse(request.getQueryString(), ""),
                peer(request),
                name -> Collections.list(request.getHeaders(name))));
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        response.header(HttpHeaders.CONTENT_LENGTH, answer.body().length);
        return request.getMethod().equals("HEAD")
                ? response.build()
                : response.entity(answer.body()).build();
    }

    /** The container appends a zone to some IPv6 addresses, such as {@code %0}. */
    private static Address peer(HttpServletRequest request) {
        String text = Objects.requireNonNullElse(request.getRemoteAddr(), "");
        int zone = text.indexOf('%');
        return Address.parse(zone < 0 ? text : text.substring(0, zone)).orElse(NOWHERE);
    }
}
