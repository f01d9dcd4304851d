package dev.herald.admin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

/**
 * Serves {@code /openapi} as {@code application/yaml} (RFC 9512) to clients that accept any media type of YAML. The container serves
 * YAML as {@code text/plain} only, and rejects other types.
 */
@WebFilter(
        urlPatterns = {"/openapi", "/openapi/*"},
        asyncSupported = true)
public final class OpenApiAsYaml extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final String YAML = "application/yaml";
    private static final String PLAIN = "text/plain";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String accept = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))
                .toLowerCase(Locale.ROOT);
        if (accept.contains("yaml") && !accept.contains("json")) {
            chain.doFilter(new AcceptingText(request), new NamedYaml(response));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static final class AcceptingText extends HttpServletRequestWrapper {

        AcceptingText(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getHeader(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? PLAIN : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT)
                    ? Collections.enumeration(List.of(PLAIN))
                    : super.getHeaders(name);
        }
    }

    private static final class NamedYaml extends HttpServletResponseWrapper {

        NamedYaml(HttpServletResponse response) {
            super(response);
        }

        private String named(String type) {
            return getStatus() == SC_OK && type != null && type.startsWith(PLAIN) ? YAML : type;
        }

        @Override
        public void setContentType(String type) {
            super.setContentType(named(type));
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE) ? named(value) : value);
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE) ? named(value) : value);
        }
    }
}
