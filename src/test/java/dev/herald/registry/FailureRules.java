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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The schema, concurrent processes and failing commits. */
interface FailureRules {

    Fixture fixture();

    DatabaseServer server();

    @Test
    default void an_insert_of_another_process_is_detected() {
        // The insert violates the primary key, although the row was absent when it was selected.
        boolean[] once = {true};
        Fixture late = Fixture.on(
                fixture().settings,
                real -> new ConcurrentChanges(real, () -> {
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
    default void the_tables_have_the_expected_columns() {
        assertThat(TableColumns.of(fixture().database))
                .isEqualTo(TableColumns.expected())
                .hasSizeGreaterThan(25);
    }

    /** A process is simulated by its own connections. */
    @Test
    default void several_processes_can_migrate_at_once() {
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
        assertThat(TableColumns.of(fresh)).isEqualTo(TableColumns.expected());
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
    default void a_failed_commit_leaves_memory_unchanged_and_is_audited_later() {
        boolean[] fails = {false};
        try (Fixture failing = Fixture.on(fixture().settings, real -> new FailingCommits(real, () -> fails[0]))) {
            failing.registry.whitelist().add(ALICE, Entry.of(hash(1), NOW));
            fails[0] = true;

            EntryRepository whitelist = failing.registry.whitelist();
            assertThatThrownBy(() -> whitelist.add(ALICE, Entry.of(hash(2), NOW)))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> whitelist.remove(ALICE, hash(1))).isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> whitelist.importAll(
                            ALICE, List.of(Entry.of(hash(3), NOW)).iterator()))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> failing.registry.tokens().issue(ALICE, "x", Set.of(), Entry.FOREVER))
                    .isInstanceOf(RegistryUnavailableException.class);

            assertThat(failing.torrent(hash(1))).isEqualTo(Decision.ALLOWED);
            assertThat(failing.torrent(hash(2))).isEqualTo(Decision.UNLISTED);
            assertThat(failing.torrent(hash(3))).isEqualTo(Decision.UNLISTED);
            fails[0] = false;
            failing.registry.settle();
            assertThat(failing.torrent(hash(1))).isEqualTo(Decision.ALLOWED);
            assertThat(failing.torrent(hash(2))).isEqualTo(Decision.UNLISTED);
            assertThat(failing.audited())
                    .containsExactly(
                            "alice whitelist.add " + hash(1) + ": done",
                            "alice whitelist.add " + hash(2) + ": failed",
                            "alice whitelist.remove " + hash(1) + ": failed",
                            "alice whitelist.import: failed",
                            "alice token.issue x: failed");
        }
    }

    @Test
    default void a_commit_whose_answer_was_lost_reaches_memory_later() {
        boolean[] lost = {true};
        try (Fixture disconnected = Fixture.on(fixture().settings, real -> new LostAnswers(real, () -> lost[0]))) {
            assertThatThrownBy(() -> disconnected.registry.whitelist().add(ALICE, Entry.of(hash(1), NOW)))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThat(disconnected.torrent(hash(1))).isEqualTo(Decision.UNLISTED);

            lost[0] = false;
            disconnected.registry.settle();

            assertThat(disconnected.torrent(hash(1))).isEqualTo(Decision.ALLOWED);
        }
    }

    @Test
    default void an_import_whose_answer_was_lost_reaches_memory_before_the_next_change() {
        boolean[] lost = {false};
        try (Fixture disconnected = Fixture.on(fixture().settings, real -> new LostAnswers(real, () -> lost[0]))) {
            EntryRepository whitelist = disconnected.registry.whitelist();
            whitelist.add(ALICE, Entry.of(hash(0), NOW));
            lost[0] = true;
            List<Entry> batch = IntStream.range(0, EntryRepository.BATCH)
                    .mapToObj(number -> Entry.of(hash(number), NOW))
                    .toList();
            assertThatThrownBy(() -> whitelist.importAll(ALICE, batch.iterator()))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> whitelist.remove(ALICE, hash(0))).isInstanceOf(RegistryUnavailableException.class);
            assertThat(disconnected.access.listed()).isEqualTo(1);

            lost[0] = false;
            whitelist.remove(ALICE, hash(0));

            assertThat(disconnected.access.listed()).isEqualTo(EntryRepository.BATCH - 1);
        }
    }

    @Test
    default void a_revocation_whose_answer_was_lost_takes_effect_later() {
        boolean[] lost = {false};
        try (Fixture disconnected = Fixture.on(fixture().settings, real -> new LostAnswers(real, () -> lost[0]))) {
            TokenRepository tokens = disconnected.registry.tokens();
            IssuedToken issued =
                    tokens.issue(ALICE, "a token", Set.of(), Entry.FOREVER).orElseThrow();
            lost[0] = true;
            assertThatThrownBy(() -> tokens.revoke(ALICE, issued.token().id()))
                    .isInstanceOf(RegistryUnavailableException.class);
            lost[0] = false;

            disconnected.registry.settle();

            assertThat(tokens.authenticate(issued.secret())).isEmpty();
        }
    }
}
