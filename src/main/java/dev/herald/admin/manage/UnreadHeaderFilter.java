package dev.herald.admin.manage;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Gives the problem document to a refusal that has none. There is one: Jersey reads {@code Content-Type} before its filters and
 * mappers have their turn, and answers what it cannot read with a bare 400.
 */
@WebFilter(urlPatterns = "/manage/v1/*", asyncSupported = true)
public final class UnreadHeaderFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_BAD_REQUEST
                && response.getContentType() == null
                && !response.isCommitted()) {
            Problem problem = Problem.of(HttpServletResponse.SC_BAD_REQUEST, "The header Content-Type cannot be read");
            response.setContentType(Problem.TYPE);
            response.setHeader("Cache-Control", "no-store");
            response.getOutputStream().write(problem.json().toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
