package dev.herald.admin.torrust;

import dev.herald.admin.ApiErrorMapper;
import dev.herald.admin.ApiException;
import dev.herald.admin.TokenException;
import jakarta.enterprise.context.Dependent;
import jakarta.json.Json;
import jakarta.ws.rs.core.Response;

/** Writes errors as Torrust does: as plain text, 500 for a missing or wrong token. */
@Dependent
public final class TorrustErrorMapper extends ApiErrorMapper {

    TorrustErrorMapper() {
        super("/api");
    }

    @Override
    protected ApiException rejected(TokenException rejected) {
        return switch (rejected.reason()) {
            case MISSING -> failed("unauthorized");
            case OTHER_SCHEME -> failed("unknown token provided");
            // This API has no sessions.
            case MALFORMED, INVALID, SESSION_ENDED, INVALID_CODE -> failed("token not valid");
            // Torrust has no scopes.
            case MISSING_SCOPE -> ApiException.of(403, unhandled("token without the scope " + rejected.getMessage()));
        };
    }

    @Override
    protected ApiException unavailable(String reason) {
        return failed("the database is not available: " + reason);
    }

    @Override
    protected String detail(int status) {
        return "";
    }

    @Override
    protected ApiException bug() {
        return failed("internal error");
    }

    @Override
    protected Response write(ApiException error, Response.ResponseBuilder response) {
        return error.getMessage().isEmpty()
                ? response.build()
                : response.type(Responses.TEXT).entity(error.getMessage()).build();
    }

    /** The error for a request that the tracker could not fulfil. */
    static ApiException failed(String reason) {
        return ApiException.of(500, unhandled(reason));
    }

    /** An error as Rust's Debug prints it, which torrust-index compares; quoted as in JSON. */
    private static String unhandled(String reason) {
        return "Unhandled rejection: Err { reason: " + Json.createValue(reason) + " }";
    }
}
