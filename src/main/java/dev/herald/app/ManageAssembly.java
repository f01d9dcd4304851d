package dev.herald.app;

import dev.herald.admin.manage.EffectiveSettings;
import dev.herald.config.MaskedSettings;
import dev.herald.config.SettingsSources;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds what Herald's own API shows of what the operator's side does not know: where settings come from. */
@Dependent
final class ManageAssembly {

    @Produces
    @Singleton
    static EffectiveSettings shownSettings(SettingsSources sources) {
        return MaskedSettings.of(sources);
    }
}
