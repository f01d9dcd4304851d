package dev.herald.registry;

import static dev.herald.registry.Fixture.ALICE;
import static dev.herald.registry.Fixture.KEY;
import static dev.herald.registry.Fixture.NOW;
import static dev.herald.registry.Fixture.hash;
import static dev.herald.registry.Fixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Decision;
import dev.herald.bittorrent.InfoHash;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Imports, exports and reloads. */
interface ImportRules {

    Fixture fixture();

    @Test
    default void an_import_adds_absent_entries_only() {
        fixture().registry.keys().add(ALICE, new Entry(key(7), "mine", "", NOW, NOW - 1));

        ImportResult imported = fixture()
                .registry
                .keys()
                .importAll(
                        ALICE,
                        IntStream.range(0, 2500)
                                .mapToObj(i -> Entry.of(key(i % 2400), NOW))
                                .iterator());

        assertThat(imported).isEqualTo(new ImportResult(2399, 101));
        assertThat(fixture().registry.keys().find(key(7)).orElseThrow().label()).isEqualTo("mine");
        assertThat(fixture().key(key(7))).isEqualTo(Decision.EXPIRED_KEY);
        assertThat(fixture().key(key(2399))).isEqualTo(Decision.ALLOWED);
        assertThat(fixture().access.keys()).isEqualTo(2400);
        List<String> read = new ArrayList<>();
        fixture().registry.keys().forEach(entry -> read.add(entry.id()));
        assertThat(read).hasSize(2400).doesNotHaveDuplicates();
    }

    @Test
    default void an_export_contains_every_field() {
        List<Entry> keys = List.of(
                new Entry(key(1), "one", "a\nb", NOW, NOW + 7), new Entry(key(2), "", "", NOW + 1, Entry.FOREVER));
        List<Entry> denied = List.of(new Entry(hash(3), "why", "who", NOW, Entry.FOREVER));
        fixture().registry.keys().importAll(ALICE, keys.iterator());
        fixture().registry.denylist().importAll(ALICE, denied.iterator());

        List<Entry> read = new ArrayList<>();
        fixture().registry.keys().forEach(read::add);
        assertThat(read).containsExactlyInAnyOrderElementsOf(keys);
        read.clear();
        fixture().registry.denylist().forEach(read::add);
        assertThat(read).isEqualTo(denied);
    }

    @Test
    default void a_malformed_entry_ends_an_import_and_the_entries_before_are_kept() {
        List<Entry> entries = new ArrayList<>();
        IntStream.range(0, 1500).forEach(i -> entries.add(Entry.of(hash(1500 - i), NOW)));
        entries.add(Entry.of("nonsense", NOW));
        entries.add(Entry.of(hash(1501), NOW));

        assertThatThrownBy(() -> fixture().registry.whitelist().importAll(ALICE, entries.iterator()))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(fixture().access.listed()).isEqualTo(1500);
        assertThat(fixture().registry.whitelist().find(hash(1))).isPresent();
        assertThat(fixture().registry.whitelist().find(hash(1501))).isEmpty();
    }

    @Test
    default void the_first_of_several_entries_with_one_id_is_imported() {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(hash(1), "first", "", NOW, Entry.FOREVER));
        IntStream.range(2, EntryRepository.BATCH + 10).forEach(i -> entries.add(Entry.of(hash(i), NOW)));
        entries.add(new Entry(hash(1), "second", "", NOW, Entry.FOREVER));

        assertThat(fixture().registry.whitelist().importAll(ALICE, entries.iterator()))
                .isEqualTo(new ImportResult(entries.size() - 1, 1));

        assertThat(fixture().registry.whitelist().find(hash(1)).orElseThrow().label())
                .isEqualTo("first");
        assertThat(fixture().access.listed()).isEqualTo(entries.size() - 1);
    }

    @Test
    default void a_reload_reads_what_another_program_wrote() {
        fixture().registry.whitelist().add(ALICE, Entry.of(hash(1), NOW));
        fixture().registry.keys().add(ALICE, Entry.of(KEY, NOW));
        Tables.run(
                fixture().database,
                "insert into listed_torrents (id, label, note, created) values ('" + hash(2) + "', '', '', 1)",
                "insert into listed_torrents (id, label, note, created) values ('not a hash', '', '', 1)",
                "delete from listed_torrents where id = '" + hash(1) + "'",
                "update access_keys set valid_until = " + (NOW - 1));

        assertThat(fixture().registry.whitelist().reload(ALICE)).isEqualTo(2);
        assertThat(fixture().registry.keys().reload(ALICE)).isEqualTo(1);

        assertThat(fixture().torrent(hash(1))).isEqualTo(Decision.UNLISTED);
        assertThat(fixture().torrent(hash(2))).isEqualTo(Decision.ALLOWED);
        assertThat(fixture().forbidden).extracting(Object::toString).containsExactly(hash(1));
        assertThat(fixture().key(KEY)).isEqualTo(Decision.EXPIRED_KEY);
    }

    @Test
    default void entries_survive_a_restart() {
        fixture().registry.keys().add(ALICE, new Entry(KEY, "", "", NOW, NOW + 1));
        fixture().registry.whitelist().add(ALICE, Entry.of(hash(1), NOW));
        fixture().registry.denylist().add(ALICE, new Entry(hash(2), "why", "", NOW, Entry.FOREVER));

        try (Fixture restarted = Fixture.on(fixture().settings)) {
            restarted.registry.load();
            assertThat(restarted.key(KEY)).isEqualTo(Decision.ALLOWED);
            assertThat(restarted.torrent(hash(1))).isEqualTo(Decision.ALLOWED);
            assertThat(restarted.torrent(hash(2))).isEqualTo(Decision.DENIED);
            assertThat(restarted.access.denialReason(InfoHash.ofHex(hash(2)))).isEqualTo("why");
        }
    }
}
