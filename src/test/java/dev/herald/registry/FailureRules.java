package dev.herald.registry;

import static dev.herald.registry.Fixture.ALICE;
import static dev.herald.registry.Fixture.KEY;
import static dev.herald.registry.Fixture.NOW;
import static dev.herald.registry.Fixture.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Decision;
import dev.herald.app.Migrations;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Tables, other processes, and commits that fail. */
interface FailureRules {

    Fixture fixture();

    DatabaseServer server();

    @Test
    default void somebody_who_was_faster_is_noticed() {
        // The insert meets a row that was not there when it was looked for.
        boolean[] once = {true};
        Fixture late = Fixture.on(
                fixture().settings,
                real -> new Overtaken(real, () -> {
                    if (once[0]) {
                        once[0] = false;
                        fixture().registry.keys().add(new Actor("other"), Entry.of(KEY, NOW));
                    }
                }));
        try (late) {
            assertThat(late.registry.keys().add(ALICE, Entry.of(KEY, NOW))).isFalse();
        }
    }

    @Test
    default void the_tables_are_what_the_entities_want() {
        assertThat(Schema.of(fixture().database)).isEqualTo(Schema.ofEntities()).hasSizeGreaterThan(25);
    }

    /** Each with connections of its own, which is all that the database sees of a process. */
    @Test
    default void several_processes_can_migrate_at_once_and_each_finds_all_tables() {
        Database fresh = new Database(server().fresh(), Path.of(""));
        int processes = 4;
        CyclicBarrier together = new CyclicBarrier(processes);
        Executor threads = work -> new Thread(work).start();

        List<Integer> applied = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                together.await();
                            } catch (InterruptedException | BrokenBarrierException e) {
                                throw new IllegalStateException(e);
                            }
                            return Migrations.apply(fresh);
                        },
                        threads))
                .limit(processes)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        int scripts = Migrations.apply(new Database(server().fresh(), Path.of("")));
        assertThat(applied.stream().mapToInt(Integer::intValue).sum())
                .as(applied.toString())
                .isEqualTo(scripts);
        assertThat(Schema.of(fresh)).isEqualTo(Schema.ofEntities());
    }

    @Test
    default void totals_of_an_older_version_are_kept_as_if_they_were_announced_today() {
        RegistrySettings settings = server().fresh();
        Flyway.configure()
                .dataSource(settings.url(), settings.user(), settings.password())
                .locations("classpath:db/migration/"
                        + Vendor.of(settings.url()).name().toLowerCase(Locale.ROOT))
                .target("1")
                .load()
                .migrate();
        Database older = new Database(settings, Path.of(""));
        Tables.run(older, "insert into download_totals (info_hash, completed) values ('" + hash(1) + "', 40)");

        Migrations.apply(older);

        try (Fixture upgraded = Fixture.on(settings)) {
            Map<String, Long> days = new HashMap<>();
            upgraded.registry
                    .totals()
                    .forEach(NOW / 86_400, (infoHash, completed, day) -> days.put(infoHash + " " + completed, day));
            assertThat(days).isEqualTo(Map.of(hash(1) + " 40", NOW / 86_400));
        }
    }

    @Test
    default void a_commit_that_fails_leaves_memory_as_it_was_and_is_audited_when_it_can_be() {
        boolean[] broken = {false};
        try (Fixture breaking = Fixture.on(fixture().settings, real -> new Refusing(real, () -> broken[0]))) {
            breaking.registry.whitelist().add(ALICE, Entry.of(hash(1), NOW));
            broken[0] = true;

            EntryRepository whitelist = breaking.registry.whitelist();
            assertThatThrownBy(() -> whitelist.add(ALICE, Entry.of(hash(2), NOW)))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> whitelist.remove(ALICE, hash(1))).isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> whitelist.importAll(
                            ALICE, List.of(Entry.of(hash(3), NOW)).iterator()))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> breaking.registry.tokens().issue(ALICE, "x", Set.of(), Entry.FOREVER))
                    .isInstanceOf(RegistryUnavailableException.class);

            assertThat(breaking.torrent(hash(1))).isEqualTo(Decision.ALLOWED);
            assertThat(breaking.torrent(hash(2))).isEqualTo(Decision.UNLISTED);
            assertThat(breaking.torrent(hash(3))).isEqualTo(Decision.UNLISTED);
            broken[0] = false;
            breaking.registry.settle();
            assertThat(breaking.torrent(hash(1))).isEqualTo(Decision.ALLOWED);
            assertThat(breaking.torrent(hash(2))).isEqualTo(Decision.UNLISTED);
            assertThat(breaking.audited())
                    .containsExactly(
                            "alice whitelist.add " + hash(1) + ": done",
                            "alice whitelist.add " + hash(2) + ": failed",
                            "alice whitelist.remove " + hash(1) + ": failed",
                            "alice whitelist.import: failed",
                            "alice token.issue x: failed");
        }
    }

    @Test
    default void a_commit_that_only_seems_to_fail_is_found_out() {
        boolean[] lying = {true};
        try (Fixture fooled = Fixture.on(fixture().settings, real -> new Lying(real, () -> lying[0]))) {
            assertThatThrownBy(() -> fooled.registry.whitelist().add(ALICE, Entry.of(hash(1), NOW)))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThat(fooled.torrent(hash(1))).isEqualTo(Decision.UNLISTED);

            lying[0] = false;
            fooled.registry.settle();

            assertThat(fooled.torrent(hash(1))).isEqualTo(Decision.ALLOWED);
        }
    }

    @Test
    default void what_comes_into_doubt_while_the_database_is_asked_is_asked_the_next_time() {
        boolean[] lying = {true};
        int[] asked = {0};
        EntryRepository[] whitelist = new EntryRepository[1];
        Runnable meanwhile = () -> {
            if (asked[0]++ == 0) {
                lying[0] = true;
                assertThatThrownBy(() -> whitelist[0].add(ALICE, Entry.of(hash(2), NOW)))
                        .isInstanceOf(RegistryUnavailableException.class);
                lying[0] = false;
            }
        };
        boolean[] settling = {false};
        Fixture fooled = Fixture.on(
                fixture().settings,
                real -> new Overtaken(new Lying(real, () -> lying[0]), () -> {
                    if (settling[0]) {
                        meanwhile.run();
                    }
                }));
        try (fooled) {
            whitelist[0] = fooled.registry.whitelist();
            assertThatThrownBy(() -> whitelist[0].add(ALICE, Entry.of(hash(1), NOW)))
                    .isInstanceOf(RegistryUnavailableException.class);
            lying[0] = false;
            settling[0] = true;
            fooled.registry.settle();
            assertThat(fooled.torrent(hash(1))).isEqualTo(Decision.ALLOWED);

            fooled.registry.settle();
            assertThat(fooled.torrent(hash(2))).isEqualTo(Decision.ALLOWED);
        }
    }

    @Test
    default void a_token_whose_revocation_only_seems_to_fail_is_valid_no_longer_when_that_is_found_out() {
        boolean[] lying = {false};
        try (Fixture fooled = Fixture.on(fixture().settings, real -> new Lying(real, () -> lying[0]))) {
            TokenRepository tokens = fooled.registry.tokens();
            IssuedToken issued =
                    tokens.issue(ALICE, "a token", Set.of(), Entry.FOREVER).orElseThrow();
            lying[0] = true;
            assertThatThrownBy(() -> tokens.revoke(ALICE, issued.token().id()))
                    .isInstanceOf(RegistryUnavailableException.class);
            lying[0] = false;

            fooled.registry.settle();

            assertThat(tokens.authenticate(issued.secret())).isEmpty();
        }
    }
}
