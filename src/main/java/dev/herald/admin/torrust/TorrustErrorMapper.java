package dev.herald.admin.torrust;

import dev.herald.admin.BrokenConnection;
import dev.herald.admin.auth.MissingScopeException;
import dev.herald.metrics.OutOfMemory;
import dev.herald.registry.RegistryUnavailableException;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Every error of this API as the outside sees it: plain text as Torrust writes it, never a page of the container. */
@Dependent
public final class TorrustErrorMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(TorrustErrorMapper.class.getName());

    @Override
    public Response toResponse(Throwable error) {
        OutOfMemory.check(error);
        if (error instanceof TorrustException refusal) {
            return answer(refusal);
        }
        if (error instanceof MissingScopeException missing) {
            return answer(TorrustException.forbidden("token without the scope " + missing.word()));
        }
        if (error instanceof RegistryUnavailableException unavailable) {
            return answer(TorrustException.failed("the database is not available", unavailable.getMessage()));
        }
        if (error instanceof WebApplicationException refused) {
            return withoutBody(refused.getResponse());
        }
        if (BrokenConnection.caused(error)) {
            LOG.log(Level.DEBUG, "a client of /api went away", error);
            return answer(TorrustException.bad("The connection broke"));
        }
        LOG.log(Level.ERROR, "a request to /api failed", error);
        return answer(TorrustException.unauthorized("internal error"));
    }

    private static Response answer(TorrustException refusal) {
        Response.ResponseBuilder response = Response.status(refusal.status());
        if (refusal.status() == 413) {
            // What follows on this connection is the rest of a body that nobody wants to read.
            response.header("Connection", "close");
        }
        return refusal.getMessage().isEmpty()
                ? response.build()
                : response.type(Responses.TEXT).entity(refusal.getMessage()).build();
    }

    /** What Jersey refuses before a resource is asked: a path that does not exist, or a method that it does not have. */
    private static Response withoutBody(Response refusal) {
        Response.ResponseBuilder response = Response.status(refusal.getStatus());
        if (refusal.getHeaderString(HttpHeaders.ALLOW) != null) {
            response.header(HttpHeaders.ALLOW, refusal.getHeaderString(HttpHeaders.ALLOW));
        }
        return response.build();
    }
}
