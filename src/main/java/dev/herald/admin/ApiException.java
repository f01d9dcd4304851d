package dev.herald.admin;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;

/** Ends a request with an error, which each API writes in its own form. Has no stack trace: clients cause it. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, JsonValue> members;
    private final transient Map<String, String> headers;

    /**
     * An error.
     *
     * @param status 400 to 599
     * @param detail what to change, for people; never contains a key or a token
     * @param members further members of an error document, for programs
     * @param headers headers of the response, such as {@code Retry-After}
     */
    public ApiException(int status, String detail, Map<String, JsonValue> members, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.members = Map.copyOf(members);
        this.headers = Map.copyOf(headers);
    }

    public static ApiException of(int status, String detail) {
        return new ApiException(status, detail, Map.of(), Map.of());
    }

    /** 422 for a member of the body whose value is unacceptable; {@code pointer} is that of RFC 6901. */
    public static ApiException unacceptable(String member, String detail) {
        return new ApiException(422, detail, Map.of("pointer", Json.createValue("/" + member)), Map.of());
    }

    /** A copy with further members. */
    public ApiException with(Map<String, JsonValue> more) {
        Map<String, JsonValue> all = new HashMap<>(members);
        all.putAll(more);
        return new ApiException(status, getMessage(), all, headers);
    }

    public int status() {
        return status;
    }

    public Map<String, JsonValue> members() {
        return members;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
