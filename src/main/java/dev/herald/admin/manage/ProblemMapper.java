package dev.herald.admin.manage;

import dev.herald.admin.BrokenConnection;
import dev.herald.admin.auth.MissingScopeException;
import dev.herald.metrics.OutOfMemory;
import dev.herald.registry.RegistryUnavailableException;
import jakarta.enterprise.context.Dependent;
import jakarta.json.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** Every error of this API as the outside sees it: a problem document, never a page of the container. */
@Dependent
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final int RETRY_SECONDS = 5;

    @Override
    public Response toResponse(Throwable error) {
        OutOfMemory.check(error);
        if (error instanceof ProblemException refusal) {
            Response.ResponseBuilder response = Response.ok();
            refusal.headers().forEach(response::header);
            return ProblemResponses.problem(refusal.problem(), response);
        }
        if (error instanceof MissingScopeException missing) {
            return ProblemResponses.problem(forbidden(missing.word()), Response.ok());
        }
        if (error instanceof RegistryUnavailableException unavailable) {
            return unavailable(unavailable);
        }
        if (error instanceof WebApplicationException refused) {
            return refused(refused.getResponse());
        }
        if (BrokenConnection.caused(error)) {
            LOG.log(Level.DEBUG, "a client of /manage/v1 went away", error);
            return ProblemResponses.problem(Problem.of(400, "The connection broke"), Response.ok());
        }
        LOG.log(Level.ERROR, "a request to /manage/v1 failed", error);
        return ProblemResponses.problem(
                Problem.of(500, "Herald has made a mistake; its log says which"), Response.ok());
    }

    private static Problem forbidden(String scope) {
        return new Problem(403, "The token needs the scope " + scope, Map.of("scope", Json.createValue(scope)));
    }

    private static Response unavailable(RegistryUnavailableException unavailable) {
        LOG.log(Level.DEBUG, "a request to /manage/v1 needs the database", unavailable);
        Problem problem = new Problem(
                503,
                "The database does not answer, and nothing was changed: " + unavailable.getMessage(),
                Map.of("retry_after", Json.createValue(RETRY_SECONDS)));
        return ProblemResponses.problem(problem, Response.ok().header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS));
    }

    /** What the container refuses before a resource is asked. */
    private static Response refused(Response refusal) {
        Response.ResponseBuilder response = Response.ok();
        if (refusal.getHeaderString(HttpHeaders.ALLOW) != null) {
            response.header(HttpHeaders.ALLOW, refusal.getHeaderString(HttpHeaders.ALLOW));
        }
        return ProblemResponses.problem(Problem.of(refusal.getStatus(), detail(refusal.getStatus())), response);
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path";
            case 405 -> "The header Allow names the methods that this path has";
            case 406 -> "There is no answer in any of the forms that the header Accept names";
            case 415 -> "The header Content-Type names a form that is not read here";
            default -> "The request cannot be understood";
        };
    }
}
