package dev.herald.admin.manage;

import dev.herald.admin.auth.ScopeFilter;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Herald's own API: what Torrust's lacks. */
@ApplicationPath("/manage/v1")
public final class ManageApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                ManageTokenFilter.class,
                ScopeFilter.class,
                ProblemMapper.class,
                KeysResource.class,
                WhitelistResource.class,
                DenylistResource.class,
                TorrentsResource.class,
                TokensResource.class,
                AuditResource.class,
                SettingsResource.class);
    }

    /** As for the tracker: Jersey shall not describe itself, and no refusal becomes the container's error page. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.response.setStatusOverSendError", true);
    }
}
