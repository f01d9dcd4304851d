package dev.herald.http;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A bug outside of {@link HttpTracker}, which answers for its own: the log has the cause, the client learns nothing of it. */
@Dependent
public final class FailedRequestMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(FailedRequestMapper.class.getName());

    @Override
    public Response toResponse(Throwable bug) {
        LOG.log(Level.ERROR, "an HTTP request failed outside of the tracker", bug);
        return Response.serverError()
                .type(MediaType.TEXT_PLAIN)
                .entity("internal error\n")
                .build();
    }
}
