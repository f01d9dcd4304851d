package dev.herald.payara;

import dev.herald.config.Settings;
import dev.herald.http.HttpTracker;
import dev.herald.http.jaxrs.TrackerApplication;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/**
 * Allows the paths of the HTTP tracker on the public port and those of the operator on the operator's port, and rejects everything else
 * with 404. The container serves one application, and its own health and metrics pages, on all of its ports; this filter runs before
 * all of them, and before upgrades to WebSocket ({@code PortRules}).
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true, dispatcherTypes = DispatcherType.REQUEST)
public final class PortSeparation extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** First segments of the operator's paths. */
    private static final Set<String> OPERATORS =
            Set.of("health", "metrics", "openapi", "api", "api-browser", "manage", "manual", "console");

    private final transient Settings settings;

    @Inject
    PortSeparation(Settings settings) {
        this.settings = settings;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean operatorsPort =
                request.getLocalPort() == settings.admin().bind().port();
        if (operatorsPort && request.getRequestURI().equals("/") && request.getQueryString() == null) {
            response.sendRedirect(request.getContextPath() + "/console/");
        } else if (operatorsPort ? isOperators(request) : isPublic(request)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /**
     * Whether the HTTP tracker serves the request. Checks the servlet too: the container can map a path that the tracker reads as an
     * announce, such as {@code /health;a/announce}, to another servlet.
     */
    private static boolean isPublic(HttpServletRequest request) {
        return isForTracker(servlet(request))
                && HttpTracker.serves(
                        request.getRequestURI(), Objects.requireNonNullElse(request.getQueryString(), ""));
    }

    private static boolean isOperators(HttpServletRequest request) {
        return !isForTracker(servlet(request)) && isOperators(path(request));
    }

    private static String servlet(HttpServletRequest request) {
        return request.getHttpServletMapping().getServletName();
    }

    /**
     * The path as the container maps it to a servlet: decoded, and without parameters such as the {@code ;a} in
     * {@code /health;a/announce}.
     */
    private static String path(HttpServletRequest request) {
        String extra = request.getPathInfo();
        return extra == null ? request.getServletPath() : request.getServletPath() + extra;
    }

    /** The tracker's servlet is mapped to every path without another servlet. */
    static boolean isForTracker(String servlet) {
        return TrackerApplication.class.getName().equals(servlet);
    }

    /** Whether a mapped path belongs to the operator, by its first segment. */
    static boolean isOperators(String path) {
        int start = 0;
        while (path.startsWith("/", start)) {
            start++;
        }
        int end = path.indexOf('/', start);
        return OPERATORS.contains(end < 0 ? path.substring(start) : path.substring(start, end));
    }
}
