package dev.herald.admin.manage;

import dev.herald.registry.MariadbServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What depends on the database, on MariaDB. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ManageOnMariadbIT {

    @RegisterExtension
    static final ManagedHerald HERALD =
            new ManagedHerald(() -> ManagedHerald.on(MariadbServer.running().fresh()));

    @Nested
    final class Keys_and_lists extends ListRules {
        Keys_and_lists() {
            super(HERALD);
        }
    }

    @Nested
    final class Imports_and_exports extends TransferRules {
        Imports_and_exports() {
            super(HERALD);
        }
    }

    @Nested
    final class The_house extends HouseRules {
        The_house() {
            super(HERALD);
        }
    }
}
