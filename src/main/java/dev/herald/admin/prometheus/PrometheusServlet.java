package dev.herald.admin.prometheus;

import dev.herald.admin.TokenException;
import dev.herald.admin.TokenException.Reason;
import dev.herald.admin.prometheus.PrometheusMetrics.Exposition;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * Serves {@code /metrics}. Also mapped to the paths below, where it serves nothing, so that the container's own metrics are at none of
 * them.
 */
@WebServlet({"/metrics", "/metrics/*"})
public final class PrometheusServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final String CHALLENGE = "Bearer realm=\"herald\"";

    private final transient PrometheusMetrics metrics;
    private final transient MetricsAccess access;

    @Inject
    PrometheusServlet(PrometheusMetrics metrics, MetricsAccess access) {
        this.metrics = metrics;
        this.access = access;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() != null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Cache-Control", "no-store");
        try {
            access.require(request);
        } catch (TokenException rejected) {
            reject(rejected, response);
            return;
        }
        Exposition exposition = metrics.exposition(header(request, "Accept"));
        response.setContentType(exposition.mediaType());
        response.setHeader("Vary", "Accept, Accept-Encoding");
        if (header(request, "Accept-Encoding").contains("gzip")) {
            response.setHeader("Content-Encoding", "gzip");
            try (OutputStream out = new GZIPOutputStream(response.getOutputStream())) {
                out.write(exposition.bytes());
            }
        } else {
            response.setContentLength(exposition.bytes().length);
            response.getOutputStream().write(exposition.bytes());
        }
    }

    private static String header(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }

    /** A problem document (RFC 9457), as of the other operator's APIs. */
    private static void reject(TokenException rejected, HttpServletResponse response) throws IOException {
        boolean scope = rejected.reason() == Reason.MISSING_SCOPE;
        int status = scope ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_UNAUTHORIZED;
        if (!scope) {
            boolean invalid = rejected.reason() == Reason.INVALID;
            response.setHeader("WWW-Authenticate", invalid ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE);
        }
        JsonObjectBuilder members = Json.createObjectBuilder()
                .add("title", scope ? "Forbidden" : "Unauthorized")
                .add("status", status)
                .add("detail", detail(rejected));
        if (scope) {
            members.add("scope", rejected.getMessage());
        }
        byte[] problem = members.build().toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(problem.length);
        response.getOutputStream().write(problem);
    }

    private static String detail(TokenException rejected) {
        return switch (rejected.reason()) {
            case MISSING_SCOPE -> "The token needs the scope " + rejected.getMessage();
            case INVALID -> "The token is unknown or has expired";
            default ->
                "A token is required, in the header Authorization: Bearer, or an address in herald.metrics.open-to";
        };
    }
}
