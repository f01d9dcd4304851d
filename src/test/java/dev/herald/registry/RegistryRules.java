package dev.herald.registry;

import static dev.herald.registry.Fixture.ALICE;
import static dev.herald.registry.Fixture.NOW;
import static dev.herald.registry.Fixture.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Decision;
import dev.herald.bittorrent.InfoHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a registry does, whichever database it is kept in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class RegistryRules {

    private static final String KEY = "abcdefghijklmnopqrstuvwxyz-_0189";

    private Fixture fixture;
    private Registry registry;

    abstract DatabaseServer server();

    @BeforeAll
    void open() {
        fixture = Fixture.fresh(server());
        registry = fixture.registry;
    }

    @BeforeEach
    void empty() {
        Tables.empty(fixture.database);
        registry.load();
        fixture.forbidden.clear();
    }

    @AfterAll
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void a_key_is_found_as_it_was_added_and_opens_the_tracker_at_once() {
        Entry entry = new Entry(KEY, "Ünï 🗝 alice's", "two\nlines", NOW, NOW + 10);

        assertThat(registry.keys().add(ALICE, entry)).isTrue();

        assertThat(registry.keys().find(KEY)).contains(entry);
        assertThat(fixture.key(KEY)).isEqualTo(Decision.ALLOWED);
        fixture.second.addAndGet(11);
        assertThat(fixture.key(KEY)).isEqualTo(Decision.EXPIRED_KEY);
        fixture.second.set(NOW);
    }

    @Test
    void keys_that_differ_in_case_are_two_keys() {
        String upper = KEY.toUpperCase(Locale.ROOT);
        assertThat(registry.keys().add(ALICE, Entry.of(KEY, NOW))).isTrue();
        assertThat(registry.keys().add(ALICE, Entry.of(upper, NOW))).isTrue();
        assertThat(registry.keys().remove(ALICE, KEY)).isTrue();
        assertThat(registry.keys().find(upper)).isPresent();
        assertThat(fixture.key(upper)).isEqualTo(Decision.ALLOWED);
        assertThat(fixture.key(KEY)).isEqualTo(Decision.UNKNOWN_KEY);
    }

    @Test
    void adding_what_is_there_changes_nothing() {
        Entry first = new Entry(KEY, "first", "", NOW, Entry.FOREVER);
        registry.keys().add(ALICE, first);

        assertThat(registry.keys().add(ALICE, new Entry(KEY, "second", "", NOW + 1, NOW - 1)))
                .isFalse();

        assertThat(registry.keys().find(KEY)).contains(first);
        assertThat(fixture.key(KEY)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void putting_adds_changes_or_does_nothing_and_keeps_the_time_of_creation() {
        assertThat(registry.keys().put(ALICE, new Entry(KEY, "a", "", NOW, NOW + 5)))
                .isEqualTo(Put.ADDED);
        assertThat(registry.keys().put(ALICE, new Entry(KEY, "a", "", NOW + 9, NOW + 5)))
                .isEqualTo(Put.SAME);
        assertThat(registry.keys().put(ALICE, new Entry(KEY, "b", "n", NOW + 9, NOW - 5)))
                .isEqualTo(Put.CHANGED);

        assertThat(registry.keys().find(KEY)).contains(new Entry(KEY, "b", "n", NOW, NOW - 5));
        assertThat(fixture.key(KEY)).isEqualTo(Decision.EXPIRED_KEY);
    }

    @Test
    void a_removed_torrent_is_forbidden_at_once() {
        registry.whitelist().add(ALICE, Entry.of(hash(1), NOW));
        assertThat(fixture.torrent(hash(1))).isEqualTo(Decision.ALLOWED);

        assertThat(registry.whitelist().remove(ALICE, hash(1))).isTrue();

        assertThat(registry.whitelist().remove(ALICE, hash(1))).isFalse();
        assertThat(fixture.torrent(hash(1))).isEqualTo(Decision.UNLISTED);
        assertThat(fixture.forbidden).extracting(Object::toString).containsExactly(hash(1));
    }

    @Test
    void a_denied_torrent_is_refused_with_its_label_until_it_is_denied_no_longer() {
        registry.whitelist().add(ALICE, Entry.of(hash(2), NOW));
        registry.denylist().add(ALICE, new Entry(hash(2), "taken down", "letter of May", NOW, Entry.FOREVER));

        assertThat(fixture.torrent(hash(2))).isEqualTo(Decision.DENIED);
        assertThat(fixture.access.denialReason(InfoHash.ofHex(hash(2)))).isEqualTo("taken down");

        registry.denylist().remove(ALICE, hash(2));
        assertThat(fixture.torrent(hash(2))).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void what_cannot_be_an_id_is_refused_and_never_found() {
        Roll whitelist = registry.whitelist();
        for (String id : List.of("", "xyz", hash(1).substring(1), hash(1).replace('0', 'A'), hash(1) + "0")) {
            assertThatThrownBy(() -> whitelist.add(ALICE, Entry.of(id, NOW)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an info-hash must be 40 lower-case hexadecimal digits");
            assertThat(whitelist.find(id)).isEmpty();
            assertThat(whitelist.remove(ALICE, id)).isFalse();
        }
        assertThatThrownBy(() -> registry.keys().put(ALICE, Entry.of("short", NOW)))
                .hasMessage("a key must be 16 to 64 letters, digits, - or _");
        assertThatThrownBy(() -> whitelist.add(ALICE, new Entry(hash(1), "", "", NOW, NOW)))
                .hasMessage("only keys expire");
    }

    @Test
    void a_list_is_read_page_by_page_in_the_order_of_character_codes() {
        List<String> ids = List.of("0".repeat(16), "A".repeat(16), "Z".repeat(16), "_".repeat(16), "a".repeat(16));
        ids.forEach(id -> registry.keys().add(ALICE, Entry.of(id, NOW)));

        List<String> read = new ArrayList<>();
        Optional<String> after = Optional.of("");
        int pages = 0;
        while (after.isPresent()) {
            Page page = registry.keys().list(new Query("", after.get(), 2));
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(2);
            page.entries().forEach(entry -> read.add(entry.id()));
            after = page.next();
            pages++;
        }

        assertThat(read).containsExactlyElementsOf(ids);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void a_search_looks_at_the_beginning_of_the_id_and_in_label_and_note() {
        Roll whitelist = registry.whitelist();
        whitelist.add(ALICE, new Entry("aa" + hash(1).substring(2), "Debian 12", "", NOW, Entry.FOREVER));
        whitelist.add(ALICE, new Entry("bb" + hash(1).substring(2), "100% free_", "", NOW, Entry.FOREVER));
        whitelist.add(ALICE, new Entry("cc" + hash(1).substring(2), "", "by Ärzte!", NOW, Entry.FOREVER));

        assertThat(found("aa")).containsExactly("Debian 12");
        assertThat(found("DEBIAN")).containsExactly("Debian 12");
        assertThat(found("0%")).containsExactly("100% free_");
        assertThat(found("e_")).containsExactly("100% free_");
        assertThat(found("ärzte!")).containsExactly("");
        assertThat(found("%")).containsExactly("100% free_");
        assertThat(found("nothing")).isEmpty();
    }

    private List<String> found(String search) {
        return registry.whitelist().list(new Query(search, "", 10)).entries().stream()
                .map(Entry::label)
                .toList();
    }

    @Test
    void an_import_adds_what_is_absent_and_leaves_what_is_present() {
        registry.keys().add(ALICE, new Entry(key(7), "mine", "", NOW, NOW - 1));

        Imported imported = registry.keys()
                .importAll(
                        ALICE,
                        IntStream.range(0, 2500)
                                .mapToObj(i -> Entry.of(key(i % 2400), NOW))
                                .iterator());

        assertThat(imported).isEqualTo(new Imported(2399, 101));
        assertThat(registry.keys().find(key(7)).orElseThrow().label()).isEqualTo("mine");
        assertThat(fixture.key(key(7))).isEqualTo(Decision.EXPIRED_KEY);
        assertThat(fixture.key(key(2399))).isEqualTo(Decision.ALLOWED);
        assertThat(fixture.access.keys()).isEqualTo(2400);
        List<String> read = new ArrayList<>();
        registry.keys().forEach(entry -> read.add(entry.id()));
        assertThat(read).hasSize(2400).isSorted().doesNotHaveDuplicates();
    }

    private static String key(int number) {
        return "key-%012d".formatted(number);
    }

    @Test
    void a_bad_line_ends_an_import_and_keeps_the_batches_before() {
        List<Entry> entries = new ArrayList<>();
        IntStream.range(0, 1500).forEach(i -> entries.add(Entry.of(hash(i), NOW)));
        entries.add(Entry.of("nonsense", NOW));

        assertThatThrownBy(() -> registry.whitelist().importAll(ALICE, entries.iterator()))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(fixture.access.listed()).isEqualTo(1000);
        assertThat(registry.whitelist().find(hash(999))).isPresent();
        assertThat(registry.whitelist().find(hash(1000))).isEmpty();
    }

    @Test
    void a_reload_makes_memory_what_somebody_else_made_of_the_database() {
        registry.whitelist().add(ALICE, Entry.of(hash(1), NOW));
        registry.keys().add(ALICE, Entry.of(KEY, NOW));
        Tables.run(
                fixture.database,
                "insert into listed_torrents (id, label, note, created) values ('" + hash(2) + "', '', '', 1)",
                "insert into listed_torrents (id, label, note, created) values ('not a hash', '', '', 1)",
                "delete from listed_torrents where id = '" + hash(1) + "'",
                "update access_keys set valid_until = " + (NOW - 1));

        assertThat(registry.whitelist().reload(ALICE)).isEqualTo(2);
        assertThat(registry.keys().reload(ALICE)).isEqualTo(1);

        assertThat(fixture.torrent(hash(1))).isEqualTo(Decision.UNLISTED);
        assertThat(fixture.torrent(hash(2))).isEqualTo(Decision.ALLOWED);
        assertThat(fixture.forbidden).extracting(Object::toString).containsExactly(hash(1));
        assertThat(fixture.key(KEY)).isEqualTo(Decision.EXPIRED_KEY);
    }

    @Test
    void every_change_is_audited_without_showing_keys() {
        registry.keys().add(ALICE, Entry.of(KEY, NOW));
        registry.keys().add(new Actor("bob"), Entry.of(KEY, NOW));
        registry.keys().put(ALICE, new Entry(KEY, "x", "", NOW, NOW));
        registry.keys().remove(ALICE, KEY);
        registry.keys().remove(ALICE, KEY);
        registry.denylist().add(ALICE, Entry.of(hash(3), NOW));
        registry.whitelist().importAll(ALICE, List.of(Entry.of(hash(1), NOW)).iterator());
        registry.whitelist().reload(ALICE);

        assertThat(fixture.audited())
                .containsExactly(
                        "alice key.add abcd…: done",
                        "bob key.add abcd…: unchanged: it is there",
                        "alice key.put abcd…: done",
                        "alice key.remove abcd…: done",
                        "alice key.remove abcd…: unchanged: it is not there",
                        "alice denylist.add " + hash(3) + ": done",
                        "alice whitelist.import: done: 1 added, 0 present",
                        "alice whitelist.reload: done: 1 entries");
    }

    @Test
    void the_audit_is_read_backwards_and_purged_by_age() {
        for (int i = 0; i < 5; i++) {
            fixture.second.set(NOW + i);
            registry.whitelist().add(ALICE, Entry.of(hash(i), NOW));
        }
        fixture.second.set(NOW);

        List<AuditEntry> first = registry.audit().list(Long.MAX_VALUE, 2);
        assertThat(first).extracting(AuditEntry::second).containsExactly(NOW + 4, NOW + 3);
        assertThat(registry.audit().list(first.get(1).id(), 2))
                .extracting(AuditEntry::subject)
                .containsExactly(hash(2), hash(1));

        assertThat(registry.audit().purge(NOW + 3)).isEqualTo(3);
        assertThat(registry.audit().list(Long.MAX_VALUE, 10)).hasSize(2);
    }

    @Test
    void expired_keys_are_removed_and_all_others_stay() {
        registry.keys().add(ALICE, new Entry(key(1), "", "", NOW, NOW - 10));
        registry.keys().add(ALICE, new Entry(key(2), "", "", NOW, NOW - 9));
        registry.keys().add(ALICE, Entry.of(key(3), NOW));

        assertThat(registry.removeExpiredKeys(NOW - 9)).isEqualTo(1);

        assertThat(registry.keys().find(key(1))).isEmpty();
        assertThat(fixture.key(key(1))).isEqualTo(Decision.UNKNOWN_KEY);
        assertThat(fixture.key(key(2))).isEqualTo(Decision.EXPIRED_KEY);
        assertThat(fixture.key(key(3))).isEqualTo(Decision.ALLOWED);
        assertThat(registry.removeExpiredKeys(NOW - 9)).isZero();
        assertThat(fixture.audited()).last().isEqualTo("herald key.expire: done: 1 removed");
    }

    @Test
    void a_token_is_known_by_its_secret_of_which_only_the_hash_is_kept() {
        Tokens tokens = registry.tokens();
        Issued issued = tokens.issue(ALICE, "index", Set.of(Scope.KEYS, Scope.READ), NOW + 60)
                .orElseThrow();

        assertThat(tokens.issue(ALICE, "index", Set.of(), Entry.FOREVER)).isEmpty();
        assertThat(tokens.authenticate(issued.secret()).orElseThrow().scopes())
                .containsExactlyInAnyOrder(Scope.KEYS, Scope.READ);
        assertThat(tokens.authenticate(issued.secret() + "x")).isEmpty();
        assertThat(tokens.authenticate("")).isEmpty();
        assertThat(Tables.dump(fixture.database, "api_tokens"))
                .doesNotContain(issued.secret())
                .contains("index");
        fixture.second.addAndGet(61);
        assertThat(tokens.authenticate(issued.secret())).isEmpty();
        fixture.second.set(NOW);
    }

    @Test
    void tokens_survive_a_restart_with_their_last_use_and_can_be_revoked() {
        Tokens tokens = registry.tokens();
        Issued issued =
                tokens.issue(ALICE, "index", Set.of(Scope.ADMIN), Entry.FOREVER).orElseThrow();
        tokens.authenticate(issued.secret());
        tokens.writeLastUses();

        try (Fixture restarted = Fixture.on(fixture.settings)) {
            restarted.registry.load();
            Tokens again = restarted.registry.tokens();
            assertThat(again.list())
                    .containsExactly(new Token(
                            issued.token().id(), "index", Set.of(Scope.ADMIN), NOW, Entry.FOREVER, Optional.of(NOW)));
            assertThat(again.authenticate(issued.secret())).isPresent();
            assertThat(again.revoke(ALICE, issued.token().id())).isTrue();
            assertThat(again.revoke(ALICE, issued.token().id())).isFalse();
            assertThat(again.authenticate(issued.secret())).isEmpty();
            assertThat(again.list()).isEmpty();
        }
    }

    @Test
    void totals_are_added_up() {
        var one = InfoHash.ofHex(hash(1));
        var two = InfoHash.ofHex(hash(2));
        registry.totals().add(Map.of(one, 5L));
        registry.totals().add(Map.of(one, 3L, two, 4_000_000_000L));
        registry.totals().add(Map.of());

        Map<Object, Long> read = new HashMap<>();
        assertThat(registry.totals().forEach(read::put)).isEqualTo(2);

        assertThat(read).containsOnly(Map.entry(one, 8L), Map.entry(two, 4_000_000_000L));
    }

    @Test
    void all_of_it_is_there_after_a_restart() {
        registry.keys().add(ALICE, new Entry(KEY, "", "", NOW, NOW + 1));
        registry.whitelist().add(ALICE, Entry.of(hash(1), NOW));
        registry.denylist().add(ALICE, new Entry(hash(2), "why", "", NOW, Entry.FOREVER));

        try (Fixture restarted = Fixture.on(fixture.settings)) {
            restarted.registry.load();
            assertThat(restarted.key(KEY)).isEqualTo(Decision.ALLOWED);
            assertThat(restarted.torrent(hash(1))).isEqualTo(Decision.ALLOWED);
            assertThat(restarted.torrent(hash(2))).isEqualTo(Decision.DENIED);
            assertThat(restarted.access.denialReason(InfoHash.ofHex(hash(2)))).isEqualTo("why");
        }
    }

    @Test
    void somebody_who_was_faster_is_noticed() {
        // The insert meets a row that was not there when it was looked for.
        boolean[] once = {true};
        Fixture late = Fixture.on(
                fixture.settings,
                real -> new Overtaken(real, () -> {
                    if (once[0]) {
                        once[0] = false;
                        registry.keys().add(new Actor("other"), Entry.of(KEY, NOW));
                    }
                }));
        try (late) {
            assertThat(late.registry.keys().add(ALICE, Entry.of(KEY, NOW))).isFalse();
        }
    }
}
