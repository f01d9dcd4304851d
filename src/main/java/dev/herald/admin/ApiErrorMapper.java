package dev.herald.admin;

import dev.herald.metrics.OutOfMemory;
import dev.herald.registry.RegistryUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** Maps every error of an API to a response, never to an error page of the container. Subclasses define the form of an error. */
public abstract class ApiErrorMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ApiErrorMapper.class.getName());

    private final String api;

    /** The mapper of the API below a path. */
    protected ApiErrorMapper(String api) {
        this.api = api;
    }

    @Override
    public final Response toResponse(Throwable error) {
        OutOfMemory.check(error);
        ApiException exception = error instanceof ApiException known ? known : translate(error);
        Response.ResponseBuilder response = Response.status(exception.status());
        exception.headers().forEach(response::header);
        return write(exception, response);
    }

    private ApiException translate(Throwable error) {
        if (error instanceof TokenException rejected) {
            return rejected(rejected);
        }
        if (error instanceof RegistryUnavailableException unavailable) {
            LOG.log(Level.DEBUG, "A request to " + api + " failed, because the database is unavailable", unavailable);
            return unavailable(unavailable.getMessage());
        }
        if (error instanceof WebApplicationException rejected) {
            int status = rejected.getResponse().getStatus();
            String allow = rejected.getResponse().getHeaderString(HttpHeaders.ALLOW);
            return new ApiException(
                    status, detail(status), Map.of(), allow == null ? Map.of() : Map.of(HttpHeaders.ALLOW, allow));
        }
        if (isConnectionFailure(error)) {
            LOG.log(Level.DEBUG, "A client of " + api + " closed its connection", error);
            return ApiException.of(400, "The connection broke");
        }
        LOG.log(Level.ERROR, "A request to " + api + " failed because of a bug in Herald", error);
        return bug();
    }

    /** Whether an {@link IOException} is the cause: connections are all that the APIs read and write. */
    static boolean isConnectionFailure(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** The error for a request that is rejected because of its token. */
    protected abstract ApiException rejected(TokenException rejected);

    /** The error for an unavailable database. */
    protected abstract ApiException unavailable(String reason);

    /** The detail of an error that JAX-RS detects before it calls a resource, such as an unknown path. */
    protected abstract String detail(int status);

    /** The error for an unexpected exception. */
    protected abstract ApiException bug();

    /** Writes an error; {@code response} has its status and headers. */
    protected abstract Response write(ApiException error, Response.ResponseBuilder response);
}
