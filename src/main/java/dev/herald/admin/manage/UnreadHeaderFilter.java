package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Adds a problem document to a response 400 without one: Jersey parses {@code Content-Type} before its filters and exception
 * mappers run, and answers a malformed one with an empty 400.
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
            ApiException error = ApiException.of(400, "The header Content-Type is malformed");
            response.setContentType(ProblemResponses.PROBLEM);
            response.setHeader("Cache-Control", "no-store");
            response.getOutputStream()
                    .write(ProblemResponses.problem(error).toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
