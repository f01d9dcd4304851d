package dev.herald.registry;

import static dev.herald.registry.Fixture.ALICE;
import static dev.herald.registry.Fixture.KEY;
import static dev.herald.registry.Fixture.NOW;
import static dev.herald.registry.Fixture.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit. */
interface AuditRules {

    Fixture fixture();

    @Test
    default void every_change_is_audited_without_showing_keys() {
        fixture().registry.keys().add(ALICE, Entry.of(KEY, NOW));
        fixture().registry.keys().add(new Actor("bob"), Entry.of(KEY, NOW));
        fixture().registry.keys().put(ALICE, new Entry(KEY, "x", "", NOW, NOW));
        fixture().registry.keys().remove(ALICE, KEY);
        fixture().registry.keys().remove(ALICE, KEY);
        fixture().registry.denylist().add(ALICE, Entry.of(hash(3), NOW));
        fixture()
                .registry
                .whitelist()
                .importAll(ALICE, List.of(Entry.of(hash(1), NOW)).iterator());
        fixture().registry.whitelist().reload(ALICE);

        assertThat(fixture().audited())
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
    default void the_order_of_the_audit_does_not_depend_on_the_clock() {
        long step = 2 * 3600;
        long[] seconds = {NOW, NOW + step, NOW + 1, NOW + 1 - step, NOW + 2};
        for (int i = 0; i < seconds.length; i++) {
            fixture().second.set(seconds[i]);
            fixture().registry.whitelist().add(ALICE, Entry.of(hash(i), NOW));
        }
        fixture().second.set(NOW);

        assertThat(fixture().registry.audit().list(AuditQuery.all(Long.MAX_VALUE, 10)))
                .extracting(AuditEntry::second)
                .containsExactly(NOW + 2, NOW + 1 - step, NOW + 1, NOW + step, NOW);
        assertThat(fixture().registry.audit().purge(NOW - step)).isZero();
        assertThat(fixture().registry.audit().purge(NOW)).isEqualTo(1);
    }

    @Test
    default void the_audit_lists_the_latest_first_and_is_purged_by_age() {
        for (int i = 0; i < 5; i++) {
            fixture().second.set(NOW + i);
            fixture().registry.whitelist().add(ALICE, Entry.of(hash(i), NOW));
        }
        fixture().second.set(NOW);

        List<AuditEntry> first = fixture().registry.audit().list(AuditQuery.all(Long.MAX_VALUE, 2));
        assertThat(first).extracting(AuditEntry::second).containsExactly(NOW + 4, NOW + 3);
        assertThat(fixture().registry.audit().list(AuditQuery.all(first.get(1).id(), 2)))
                .extracting(AuditEntry::subject)
                .containsExactly(hash(2), hash(1));

        assertThat(fixture().registry.audit().purge(NOW + 3)).isEqualTo(3);
        assertThat(fixture().registry.audit().list(AuditQuery.all(Long.MAX_VALUE, 10)))
                .hasSize(2);
    }

    @Test
    default void the_audit_is_filtered_by_beginnings_and_times() {
        Actor other = new Actor("al%ce");
        fixture().registry.whitelist().add(ALICE, Entry.of(hash(1), NOW));
        fixture().second.set(NOW + 10);
        fixture().registry.denylist().add(other, Entry.of(hash(1), NOW));
        fixture().registry.whitelist().add(other, Entry.of(hash(2), NOW));

        assertThat(found("ali", "", "", 0, Long.MAX_VALUE)).containsExactly("alice whitelist.add " + hash(1));
        assertThat(found("al%", "white", "", 0, Long.MAX_VALUE)).containsExactly("al%ce whitelist.add " + hash(2));
        assertThat(found("", "", hash(1).substring(0, 40), 0, Long.MAX_VALUE)).hasSize(2);
        assertThat(found("", "", "", NOW + 1, NOW + 11)).hasSize(2);
        assertThat(found("", "", "", NOW, NOW + 10)).containsExactly("alice whitelist.add " + hash(1));
        assertThat(found("_lice", "", "", 0, Long.MAX_VALUE)).isEmpty();
    }

    private List<String> found(String actor, String action, String subject, long from, long to) {
        return fixture()
                .registry
                .audit()
                .list(new AuditQuery(actor, action, subject, from, to, Long.MAX_VALUE, 10))
                .stream()
                .map(entry -> entry.actor() + " " + entry.action() + " " + entry.subject())
                .toList();
    }
}
