package dev.herald.admin.torrust;

import dev.herald.admin.auth.ScopeFilter;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Torrust's API, below {@code /api}: {@code /api/health_check} and {@code /api/v1}. */
@ApplicationPath("/api")
public final class TorrustApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                TorrustTokenFilter.class,
                ScopeFilter.class,
                RequestIdFilter.class,
                TorrustErrorMapper.class,
                HealthResource.class,
                TorrustKeysResource.class,
                TorrustWhitelistResource.class,
                TorrustTorrentsResource.class,
                StatsResource.class);
    }

    /** As for the tracker: Jersey shall not describe itself, and no refusal becomes the container's error page. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.response.setStatusOverSendError", true);
    }
}
