package dev.herald.admin.manage;

import dev.herald.admin.ApiErrorMapper;
import dev.herald.admin.ApiException;
import dev.herald.admin.TokenException;
import jakarta.enterprise.context.Dependent;
import jakarta.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Writes errors as problem documents (RFC 9457). */
@Dependent
public final class ProblemMapper extends ApiErrorMapper {

    private static final String CHALLENGE = "Bearer realm=\"herald\"";
    private static final int RETRY_SECONDS = 5;

    ProblemMapper() {
        super("/manage/v1");
    }

    @Override
    protected ApiException rejected(TokenException rejected) {
        return switch (rejected.reason()) {
            case MISSING_SCOPE -> missingScope(rejected.getMessage());
            case INVALID ->
                unauthorized(CHALLENGE + ", error=\"invalid_token\"", "The token is unknown or has expired");
            case SESSION_ENDED -> unauthorized(CHALLENGE, "The session has ended; sign in again");
            case INVALID_CODE ->
                unauthorized(
                        CHALLENGE,
                        "The one-time code is wrong, was used, or has expired; sign in with a token, or restart Herald for"
                                + " another code");
            case MISSING, OTHER_SCHEME, MALFORMED ->
                unauthorized(CHALLENGE, "A token is required, in the header Authorization: Bearer");
        };
    }

    private static ApiException missingScope(String scope) {
        return ApiException.of(403, "The token needs the scope " + scope)
                .with(Map.of("scope", Json.createValue(scope)));
    }

    private static ApiException unauthorized(String challenge, String detail) {
        return new ApiException(401, detail, Map.of(), Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    @Override
    protected ApiException unavailable(String reason) {
        return new ApiException(
                503,
                "The database is unavailable, and nothing was changed: " + reason,
                Map.of("retry_after", Json.createValue(RETRY_SECONDS)),
                Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS)));
    }

    @Override
    protected String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path";
            case 405 -> "The header Allow lists the methods of this path";
            case 406 -> "The header Accept allows none of the media types of this response";
            case 415 -> "The media type in the header Content-Type is not supported here";
            default -> "The request is malformed";
        };
    }

    @Override
    protected ApiException bug() {
        return ApiException.of(500, "Internal error; see the log of Herald");
    }

    @Override
    protected Response write(ApiException error, Response.ResponseBuilder response) {
        return ProblemResponses.problem(error, response);
    }
}
