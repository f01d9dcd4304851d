package dev.herald.admin.torrust;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import java.util.regex.Pattern;

/** Adds to each response the id of its request, or a new one, and prevents that caches store the response. */
@Dependent
public final class RequestIdFilter implements ContainerResponseFilter {

    private static final String HEADER = "x-request-id";
    private static final Pattern WELL_FORMED = Pattern.compile("[!-~]{1,128}");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String sent = request.getHeaderString(HEADER);
        boolean valid = sent != null && WELL_FORMED.matcher(sent).matches();
        response.getHeaders().putSingle(HEADER, valid ? sent : UUID.randomUUID().toString());
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
