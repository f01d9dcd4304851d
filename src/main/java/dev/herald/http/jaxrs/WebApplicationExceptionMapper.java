package dev.herald.http.jaxrs;

import dev.herald.http.HttpTracker;
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
 * What Jersey refuses before a resource is asked. It knows only the methods that the resource names; which of the others
 * are refused how, the tracker decides.
 */
@Dependent
public final class WebApplicationExceptionMapper implements ExceptionMapper<WebApplicationException> {

    private final HttpTracker tracker;

    @Context
    private HttpServletRequest request;

    @Inject
    WebApplicationExceptionMapper(HttpTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public Response toResponse(WebApplicationException refusal) {
        if (refusal instanceof NotAllowedException) {
            return TrackerResource.answer(tracker, request);
        }
        Response.StatusType status = refusal.getResponse().getStatusInfo();
        return Response.status(status)
                .type(MediaType.TEXT_PLAIN)
                .entity(status.getReasonPhrase() + "\n")
                .build();
    }
}
