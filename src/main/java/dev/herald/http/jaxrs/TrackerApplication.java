package dev.herald.http.jaxrs;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The HTTP tracker, for all paths that no other servlet, application or WebSocket endpoint serves. */
@ApplicationPath("/")
public final class TrackerApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(AcceptHeaderFilter.class, TrackerResource.class, TrackerExceptionMapper.class);
    }

    /** Disables the WADL that Jersey returns to OPTIONS, and the error page of the container for a response without a body, as to HEAD. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.response.setStatusOverSendError", true);
    }
}
