package dev.herald.http.jaxrs;

import dev.herald.http.HttpTracker;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** A bug outside of {@link HttpTracker}, which answers for its own: the log has the cause, the client learns nothing of it. */
@Dependent
public final class UncaughtExceptionMapper implements ExceptionMapper<Throwable> {

    private final HttpTracker tracker;

    @Inject
    UncaughtExceptionMapper(HttpTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public Response toResponse(Throwable bug) {
        tracker.faults().log("An HTTP request outside of the tracker", bug);
        return Response.serverError()
                .type(MediaType.TEXT_PLAIN)
                .entity("internal error\n")
                .build();
    }
}
