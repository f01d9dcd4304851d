package dev.herald.registry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.TestInstance;

/** The rules that hold on every supported database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class RegistryRules
        implements KeyEntryRules,
                EntryListRules,
                ImportRules,
                AuditRules,
                TokenRules,
                DownloadTotalsRules,
                FailureRules {

    private Fixture fixture;

    @Override
    public final Fixture fixture() {
        return fixture;
    }

    @BeforeAll
    void open() {
        fixture = Fixture.fresh(server());
    }

    @BeforeEach
    void empty() {
        Tables.empty(fixture.database);
        fixture.registry.load();
        fixture.forbidden.clear();
    }

    @AfterAll
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }
}
