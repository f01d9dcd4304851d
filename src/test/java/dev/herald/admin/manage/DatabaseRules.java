package dev.herald.admin.manage;

import dev.herald.registry.RegistrySettings;
import dev.herald.torrust.AuthKeyRules;
import dev.herald.torrust.WhitelistRules;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;

/** The rules of both APIs that depend on the database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class DatabaseRules {

    private final ManagedHerald herald;
    private final Supplier<RegistrySettings> database;

    /** The rules for a running Herald with its own database. */
    DatabaseRules(ManagedHerald herald, Supplier<RegistrySettings> database) {
        this.herald = herald;
        this.database = database;
    }

    @Nested
    final class Keys_and_lists extends EntryApiRules {
        Keys_and_lists() {
            super(herald);
        }
    }

    @Nested
    final class Imports_and_exports extends TransferRules {
        Imports_and_exports() {
            super(herald);
        }
    }

    @Nested
    final class Keys_of_Torrust extends AuthKeyRules {
        Keys_of_Torrust() {
            super(() -> herald.contract(database.get()));
        }
    }

    @Nested
    final class Whitelist_of_Torrust extends WhitelistRules {
        Whitelist_of_Torrust() {
            super(() -> herald.contract(database.get()));
        }
    }

    @Nested
    final class Long_lists extends LongListRules {
        Long_lists() {
            super(herald);
        }
    }

    @Nested
    final class The_house extends AdministrationRules {
        The_house() {
            super(herald);
        }
    }
}
