package dev.herald.app;

import dev.herald.admin.manage.EffectiveSettings;
import dev.herald.config.MaskedSettings;
import dev.herald.config.SettingsSources;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds the effective settings, which Herald's own API shows. */
@Dependent
final class ManageAssembly {

    @Produces
    @Singleton
    static EffectiveSettings effectiveSettings(SettingsSources sources) {
        return MaskedSettings.of(sources);
    }
}
