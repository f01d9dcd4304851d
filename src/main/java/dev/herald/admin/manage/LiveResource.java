package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.admin.events.LiveOverview;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Map;

/**
 * The overview as a stream of events, one a second. A client that connects again gets the current snapshot, so the header
 * {@code Last-Event-ID} needs no attention.
 */
@Path("live")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class LiveResource {

    private static final int RETRY_SECONDS = 5;

    private final LiveOverview live;

    @Inject
    LiveResource(LiveOverview live) {
        this.live = live;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void watch(
            @Context UriInfo uri, @Context HttpServletResponse response, @Context SseEventSink sink, @Context Sse sse) {
        QueryParameters.of(uri);
        EventResponses.prepare(response);
        if (!live.add(sink, sse)) {
            throw new ApiException(
                    503,
                    "There are " + LiveOverview.MAX_VIEWERS + " viewers already",
                    Map.of(),
                    Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS)));
        }
    }
}
