package dev.herald.http.jaxrs;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Takes away the header by which Jersey would choose a format. There is nothing to choose, and a client whose
 * {@code Accept} cannot be parsed would get the container's error page instead of an answer.
 */
@PreMatching
@Dependent
public final class AcceptHeaderFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        request.getHeaders().remove(HttpHeaders.ACCEPT);
    }
}
