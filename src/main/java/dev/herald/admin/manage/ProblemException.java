package dev.herald.admin.manage;

import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends a request with a problem document. It has no stack trace: strangers cause it, and what it says is all there is to
 * know.
 */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    static ProblemException of(int status, String detail) {
        return new ProblemException(Problem.of(status, detail));
    }

    Problem problem() {
        return problem;
    }

    /** Headers of the answer, such as {@code Retry-After}. */
    Map<String, String> headers() {
        return headers;
    }

    /** The same with further members in its document. */
    ProblemException with(Map<String, JsonValue> members) {
        Map<String, JsonValue> more = new HashMap<>(problem.more());
        more.putAll(members);
        return new ProblemException(new Problem(problem.status(), problem.detail(), more), headers);
    }
}
