package dev.herald.registry;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is asked of the tables of entries. */
final class Selection {

    private Selection() {}

    /** One page of entries, in the order of their ids. */
    static Page page(EntityManager entities, Kind<?> kind, Query query) {
        List<Entry> found =
                select(entities, kind, query).stream().map(EntryRow::entry).toList();
        if (found.size() <= query.limit()) {
            return new Page(found, Optional.empty());
        }
        List<Entry> page = List.copyOf(found.subList(0, query.limit()));
        return new Page(page, Optional.of(page.get(page.size() - 1).id()));
    }

    /** One more than asked for, to know whether there is a next page. */
    private static List<? extends EntryRow> select(EntityManager entities, Kind<?> kind, Query query) {
        String all = "select r from " + kind.row().getSimpleName() + " r where r.id > :after";
        String matching = all + " and (r.id like :beginning escape '!'"
                + " or lower(r.label) like :part escape '!' or lower(r.note) like :part escape '!')";
        boolean searching = !query.search().isEmpty();
        TypedQuery<? extends EntryRow> select = entities.createQuery(
                        (searching ? matching : all) + " order by r.id", kind.row())
                .setParameter("after", query.after())
                .setMaxResults(query.limit() + 1);
        if (searching) {
            String escaped = query.search().replaceAll("[!%_]", "!$0");
            select.setParameter("beginning", escaped + "%")
                    .setParameter("part", "%" + escaped.toLowerCase(Locale.ROOT) + "%");
        }
        return select.getResultList();
    }

    /** Some keys that have expired before {@code second}. */
    static List<String> expired(EntityManager entities, long second, int most) {
        return entities.createQuery("select k.id from KeyRow k where k.validUntil < :second", String.class)
                .setParameter("second", second)
                .setMaxResults(most)
                .getResultList();
    }

    /** Deletes keys. */
    static int delete(EntityManager entities, List<String> keys) {
        return entities.createQuery("delete from KeyRow k where k.id in :keys")
                .setParameter("keys", keys)
                .executeUpdate();
    }
}
