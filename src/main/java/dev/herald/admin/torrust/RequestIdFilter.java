package dev.herald.admin.torrust;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import java.util.regex.Pattern;

/** Marks each answer with the id of its request, a new one if it brought none, and keeps answers out of caches. */
@Dependent
public final class RequestIdFilter implements ContainerResponseFilter {

    private static final String HEADER = "x-request-id";
    private static final Pattern WELL_FORMED = Pattern.compile("[!-~]{1,128}");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String given = request.getHeaderString(HEADER);
        boolean usable = given != null && WELL_FORMED.matcher(given).matches();
        response.getHeaders()
                .putSingle(HEADER, usable ? given : UUID.randomUUID().toString());
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
