package dev.herald.admin.manage;

import dev.herald.admin.auth.ScopeFilter;
import dev.herald.admin.auth.TokenFilter;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Herald's own API: capabilities that Torrust's lacks. */
@ApplicationPath("/manage/v1")
public final class ManageApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                TokenFilter.class,
                ScopeFilter.class,
                ProblemMapper.class,
                KeysResource.class,
                WhitelistResource.class,
                DenylistResource.class,
                TorrentsResource.class,
                TokensResource.class,
                AuditResource.class,
                SettingsResource.class,
                SessionResource.class,
                OverviewResource.class,
                LiveResource.class,
                HistoryResource.class,
                RejectionsResource.class,
                ClientsResource.class,
                WatchesResource.class,
                ManageHealthResource.class);
    }

    /** Disables WADL and the container's error pages, and accepts sessions. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl",
                true,
                "jersey.config.server.response.setStatusOverSendError",
                true,
                TokenFilter.SESSION_PATH,
                SessionResource.PATH);
    }
}
