package dev.herald.registry;

import static dev.herald.registry.Fixture.ALICE;
import static dev.herald.registry.Fixture.NOW;
import static dev.herald.registry.Fixture.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Decision;
import dev.herald.bittorrent.InfoHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whitelist, the deny list, and what is common to all lists. */
interface EntryListRules {

    Fixture fixture();

    @Test
    default void a_removed_torrent_is_rejected_at_once() {
        fixture().registry.whitelist().add(ALICE, Entry.of(hash(1), NOW));
        assertThat(fixture().torrent(hash(1))).isEqualTo(Decision.ALLOWED);

        assertThat(fixture().registry.whitelist().remove(ALICE, hash(1))).isTrue();

        assertThat(fixture().registry.whitelist().remove(ALICE, hash(1))).isFalse();
        assertThat(fixture().torrent(hash(1))).isEqualTo(Decision.UNLISTED);
        assertThat(fixture().forbidden).extracting(Object::toString).containsExactly(hash(1));
    }

    @Test
    default void a_denied_torrent_is_rejected_with_its_label() {
        fixture().registry.whitelist().add(ALICE, Entry.of(hash(2), NOW));
        fixture().registry.denylist().add(ALICE, new Entry(hash(2), "taken down", "letter of May", NOW, Entry.FOREVER));

        assertThat(fixture().torrent(hash(2))).isEqualTo(Decision.DENIED);
        assertThat(fixture().access.denialReason(InfoHash.ofHex(hash(2)))).isEqualTo("taken down");

        fixture().registry.denylist().remove(ALICE, hash(2));
        assertThat(fixture().torrent(hash(2))).isEqualTo(Decision.ALLOWED);
    }

    @Test
    default void a_malformed_id_is_rejected_and_never_found() {
        EntryRepository whitelist = fixture().registry.whitelist();
        for (String id : List.of("", "xyz", hash(1).substring(1), hash(1).replace('0', 'A'), hash(1) + "0")) {
            assertThatThrownBy(() -> whitelist.add(ALICE, Entry.of(id, NOW)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an info-hash must be 40 lower-case hexadecimal digits");
            assertThat(whitelist.find(id)).isEmpty();
            assertThat(whitelist.remove(ALICE, id)).isFalse();
        }
        assertThatThrownBy(() -> fixture().registry.keys().put(ALICE, Entry.of("short", NOW)))
                .hasMessage("a key must be 16 to 64 letters, digits, - or _");
        assertThatThrownBy(() -> whitelist.add(ALICE, new Entry(hash(1), "", "", NOW, NOW)))
                .hasMessage("only keys expire");
    }

    @Test
    default void pages_are_in_the_order_of_character_codes() {
        List<String> ids = List.of("0".repeat(16), "A".repeat(16), "Z".repeat(16), "_".repeat(16), "a".repeat(16));
        ids.forEach(id -> fixture().registry.keys().add(ALICE, Entry.of(id, NOW)));

        List<String> read = new ArrayList<>();
        Optional<String> after = Optional.of("");
        int pages = 0;
        while (after.isPresent()) {
            EntryPage page = fixture().registry.keys().list(new EntryQuery("", after.get(), 2));
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(2);
            page.entries().forEach(entry -> read.add(entry.id()));
            after = page.next();
            pages++;
        }

        assertThat(read).containsExactlyElementsOf(ids);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    default void a_search_matches_a_prefix_of_the_id_or_a_part_of_label_or_note() {
        EntryRepository whitelist = fixture().registry.whitelist();
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
        return fixture().registry.whitelist().list(new EntryQuery(search, "", 10)).entries().stream()
                .map(Entry::label)
                .toList();
    }
}
