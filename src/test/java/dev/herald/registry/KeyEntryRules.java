package dev.herald.registry;

import static dev.herald.registry.Fixture.ALICE;
import static dev.herald.registry.Fixture.KEY;
import static dev.herald.registry.Fixture.NOW;
import static dev.herald.registry.Fixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.access.Decision;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Keys, on any database. */
interface KeyEntryRules {

    Fixture fixture();

    @Test
    default void a_new_key_is_found_and_valid_at_once() {
        Entry entry = new Entry(KEY, "Ünï 🗝 alice's", "two\nlines", NOW, NOW + 10);

        assertThat(fixture().registry.keys().add(ALICE, entry)).isTrue();

        assertThat(fixture().registry.keys().find(KEY)).contains(entry);
        assertThat(fixture().key(KEY)).isEqualTo(Decision.ALLOWED);
        fixture().second.addAndGet(11);
        assertThat(fixture().key(KEY)).isEqualTo(Decision.EXPIRED_KEY);
        fixture().second.set(NOW);
    }

    @Test
    default void keys_are_case_sensitive() {
        String upper = KEY.toUpperCase(Locale.ROOT);
        assertThat(fixture().registry.keys().add(ALICE, Entry.of(KEY, NOW))).isTrue();
        assertThat(fixture().registry.keys().add(ALICE, Entry.of(upper, NOW))).isTrue();
        assertThat(fixture().registry.keys().remove(ALICE, KEY)).isTrue();
        assertThat(fixture().registry.keys().find(upper)).isPresent();
        assertThat(fixture().key(upper)).isEqualTo(Decision.ALLOWED);
        assertThat(fixture().key(KEY)).isEqualTo(Decision.UNKNOWN_KEY);
    }

    @Test
    default void adding_an_existing_key_changes_nothing() {
        Entry first = new Entry(KEY, "first", "", NOW, Entry.FOREVER);
        fixture().registry.keys().add(ALICE, first);

        assertThat(fixture().registry.keys().add(ALICE, new Entry(KEY, "second", "", NOW + 1, NOW - 1)))
                .isFalse();

        assertThat(fixture().registry.keys().find(KEY)).contains(first);
        assertThat(fixture().key(KEY)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    default void put_adds_or_changes_a_key_and_keeps_its_time_of_creation() {
        assertThat(fixture().registry.keys().put(ALICE, new Entry(KEY, "a", "", NOW, NOW + 5)))
                .isEqualTo(PutResult.ADDED);
        assertThat(fixture().registry.keys().put(ALICE, new Entry(KEY, "a", "", NOW + 9, NOW + 5)))
                .isEqualTo(PutResult.SAME);
        assertThat(fixture().registry.keys().put(ALICE, new Entry(KEY, "b", "n", NOW + 9, NOW - 5)))
                .isEqualTo(PutResult.CHANGED);

        assertThat(fixture().registry.keys().find(KEY)).contains(new Entry(KEY, "b", "n", NOW, NOW - 5));
        assertThat(fixture().key(KEY)).isEqualTo(Decision.EXPIRED_KEY);
    }

    @Test
    default void only_expired_keys_are_removed() {
        fixture().registry.keys().add(ALICE, new Entry(key(1), "", "", NOW, NOW - 10));
        fixture().registry.keys().add(ALICE, new Entry(key(2), "", "", NOW, NOW - 9));
        fixture().registry.keys().add(ALICE, Entry.of(key(3), NOW));

        assertThat(fixture().registry.removeExpiredKeys(NOW - 9)).isEqualTo(1);

        assertThat(fixture().registry.keys().find(key(1))).isEmpty();
        assertThat(fixture().key(key(1))).isEqualTo(Decision.UNKNOWN_KEY);
        assertThat(fixture().key(key(2))).isEqualTo(Decision.EXPIRED_KEY);
        assertThat(fixture().key(key(3))).isEqualTo(Decision.ALLOWED);
        assertThat(fixture().registry.removeExpiredKeys(NOW - 9)).isZero();
        assertThat(fixture().audited()).last().isEqualTo("herald key.expire: done: 1 removed");
    }
}
