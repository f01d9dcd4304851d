package dev.herald.http.jaxrs;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * Everything below the root that no other servlet, application or WebSocket endpoint has taken: announce, scrape and health
 * check, and a small 404 for the rest.
 */
@ApplicationPath("/")
public final class TrackerApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                AcceptHeaderFilter.class,
                TrackerResource.class,
                WebApplicationExceptionMapper.class,
                UncaughtExceptionMapper.class);
    }

    /**
     * Without the first Jersey describes itself in XML to whoever sends OPTIONS; without the second a refusal that has no
     * body, as to HEAD, becomes the error page of the container.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.response.setStatusOverSendError", true);
    }
}
