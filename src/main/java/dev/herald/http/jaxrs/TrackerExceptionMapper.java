package dev.herald.http.jaxrs;

import dev.herald.http.HttpTracker;
import dev.herald.metrics.Reason;
import dev.herald.metrics.RequestType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/**
 * Maps requests that Jersey rejects before it calls the resource, and bugs outside of {@link HttpTracker}, which are logged. The tracker
 * answers to methods that the resource does not declare.
 */
@Dependent
public final class TrackerExceptionMapper implements ExceptionMapper<Throwable> {

    private final HttpTracker tracker;

    @Context
    private HttpServletRequest request;

    @Inject
    TrackerExceptionMapper(HttpTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public Response toResponse(Throwable cause) {
        if (cause instanceof NotAllowedException) {
            return TrackerResource.answer(tracker, request);
        }
        if (cause instanceof WebApplicationException rejection) {
            tracker.recorder().rejected(RequestType.OTHER, Reason.INVALID_REQUEST, TrackerResource.peer(request));
            Response.StatusType status = rejection.getResponse().getStatusInfo();
            return text(Response.status(status), status.getReasonPhrase());
        }
        tracker.failed("An HTTP request outside of the tracker", TrackerResource.peer(request), cause);
        return text(Response.serverError(), "internal error");
    }

    private static Response text(Response.ResponseBuilder response, String text) {
        return response.type(MediaType.TEXT_PLAIN).entity(text + "\n").build();
    }
}
