package dev.herald.admin.torrust;

import dev.herald.admin.auth.ScopeFilter;
import dev.herald.admin.auth.TokenFilter;
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
                TokenFilter.class,
                ScopeFilter.class,
                RequestIdFilter.class,
                TorrustErrorMapper.class,
                HealthResource.class,
                TorrustKeysResource.class,
                TorrustWhitelistResource.class,
                TorrustTorrentsResource.class,
                StatsResource.class);
    }

    /** Disables WADL and the container's error pages, and configures the token filter. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl",
                true,
                "jersey.config.server.response.setStatusOverSendError",
                true,
                TokenFilter.TOKEN_IN_QUERY,
                true,
                TokenFilter.PUBLIC_PATH,
                HealthResource.PATH);
    }
}
