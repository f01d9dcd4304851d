package dev.herald.app;

import dev.herald.admin.manage.ShownSettings;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds what Herald's own API shows of what the operator's side does not know: where settings come from. */
@Dependent
final class ManageAssembly {

    @Produces
    @Singleton
    static ShownSettings shownSettings(SettingsSources sources) {
        return SettingsInForce.of(sources);
    }
}
