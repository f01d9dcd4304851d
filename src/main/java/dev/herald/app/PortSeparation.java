package dev.herald.app;

import dev.herald.http.TrackerApplication;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Keeps the operator's paths on the operator's port and the tracker's paths off it. The container has one application on all
 * of its ports, its own health and metrics pages included; this filter stands before all of them, and before upgrades to
 * WebSocket.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true, dispatcherTypes = DispatcherType.REQUEST)
public final class PortSeparation extends HttpFilter {

    private static final long serialVersionUID = 1;

    /**
     * First segments of the operator's paths, of ours and of what the container adds by itself. None of them can be a key of a
     * private tracker, which are 16 characters or more, save for {@code application.wadl}, whose dot no key has.
     */
    private static final Set<String> OPERATORS = Set.of(
            "health",
            "metrics",
            "openapi",
            "api",
            "api-browser",
            "manage",
            "console",
            "application.wadl",
            "opentracing",
            "rest");

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
        boolean allowed =
                operatorsPort ? isOperators(path(request)) && !isForTracker(request) : !isOperators(path(request));
        if (allowed) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /**
     * The path as the container maps it to a servlet: decoded, and without parameters such as the {@code ;a} of
     * {@code /health;a/announce}, which the request URI would still show.
     */
    private static String path(HttpServletRequest request) {
        String extra = request.getPathInfo();
        return extra == null ? request.getServletPath() : request.getServletPath() + extra;
    }

    /** The tracker takes every path that nobody else has, so {@code /api/announce} would be one of its own. */
    private static boolean isForTracker(HttpServletRequest request) {
        return TrackerApplication.class
                .getName()
                .equals(request.getHttpServletMapping().getServletName());
    }

    /** Whether a mapped path belongs to the operator, by its first segment. */
    static boolean isOperators(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        int end = path.indexOf('/', start);
        return OPERATORS.contains(end < 0 ? path.substring(start) : path.substring(start, end));
    }
}
