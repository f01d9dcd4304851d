package dev.herald.registry;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is asked of the tables of entries. */
final class EntryQueries {

    private EntryQueries() {}

    /** One page of entries, in the order of their ids. */
    static EntryPage page(EntityManager entities, EntryType<?> kind, EntryQuery query) {
        List<Entry> found =
                select(entities, kind, query).stream().map(EntryRow::entry).toList();
        if (found.size() <= query.limit()) {
            return new EntryPage(found, Optional.empty());
        }
        List<Entry> page = List.copyOf(found.subList(0, query.limit()));
        return new EntryPage(page, Optional.of(page.get(page.size() - 1).id()));
    }

    /** One more than asked for, to know whether there is a next page. */
    private static List<? extends EntryRow> select(EntityManager entities, EntryType<?> kind, EntryQuery query) {
        String from = "select r from " + kind.row().getSimpleName() + " r where ";
        if (query.search().isEmpty()) {
            return entities.createQuery(from + "r.id > :after order by r.id", kind.row())
                    .setParameter("after", query.after())
                    .setMaxResults(query.limit() + 1)
                    .getResultList();
        }
        String escaped = query.search().replaceAll("[!%_]", "!$0");
        // The trimming of what has no blanks keeps databases from going through the index of the ids: in a search that
        // finds little they
        // would
        // fetch every row in an order in which no two lie together, which takes H2 ten times as long as reading the
        // table.
        TypedQuery<? extends EntryRow> select = entities.createQuery(
                        from + "trim(r.id) > :after and (r.id like :beginning escape '!'"
                                + " or lower(r.label) like :part escape '!' or lower(r.note) like :part escape '!')"
                                + " order by trim(r.id)",
                        kind.row())
                .setParameter("after", query.after())
                .setParameter("beginning", escaped + "%")
                .setParameter("part", "%" + escaped.toLowerCase(Locale.ROOT) + "%")
                .setMaxResults(query.limit() + 1);
        return Database.patiently(entities.unwrap(Connection.class), connection -> select.getResultList());
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
