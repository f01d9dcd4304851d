package dev.herald.app;

import dev.herald.admin.manage.Bans;
import dev.herald.admin.manage.ShownSettings;
import dev.herald.udp.UdpServer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds what Herald's own API shows of things that the operator's side does not know: a door, and where settings come from. */
@Dependent
final class ManageAssembly {

    @Produces
    @Singleton
    static Bans bans(UdpServer udp) {
        return new Bans(
                () -> udp.bans().stream()
                        .map(ban -> new Bans.Ban(ban.address(), ban.badIds(), ban.until()))
                        .toList(),
                udp::lift);
    }

    @Produces
    @Singleton
    static ShownSettings shownSettings(SettingsSources sources) {
        return SettingsInForce.of(sources);
    }
}
