package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;

/**
 * The log of changes: who changed what, with which outcome. Methods that use the database throw
 * {@link RegistryUnavailableException} if it is unavailable.
 */
public final class Audit {

    public static final int MAX_LIMIT = 1000;

    /** SQL, because EclipseLink would query the generated id with a function that H2 2 no longer has. */
    private static final String INSERT =
            "insert into audit_entries (happened, actor, action, subject, outcome) values (?, ?, ?, ?, ?)";

    private final Transactions transactions;
    private final InstantSource clock;

    /**
     * A change, for the audit.
     *
     * @param action such as {@code key.add}
     * @param subject what is changed, without secrets
     */
    record Change(Actor actor, String action, String subject) {}

    Audit(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A page of entries, the latest first. */
    public List<AuditEntry> list(AuditQuery query) {
        return transactions.run(entities -> entities
                .createQuery(
                        "select a from AuditRow a where a.id < :before and a.second >= :from and a.second < :to"
                                + " and a.actor like :actor escape '!' and a.action like :action escape '!'"
                                + " and a.subject like :subject escape '!' order by a.id desc",
                        AuditRow.class)
                .setParameter("before", query.before())
                .setParameter("from", query.from())
                .setParameter("to", query.to())
                .setParameter("actor", beginning(query.actor()))
                .setParameter("action", beginning(query.action()))
                .setParameter("subject", beginning(query.subject()))
                .setMaxResults(query.limit())
                .getResultList()
                .stream()
                .map(AuditRow::entry)
                .toList());
    }

    private static String beginning(String text) {
        return text.replaceAll("[!%_]", "!$0") + "%";
    }

    /** Removes the entries from before a second since 1970. Returns the number of removed entries. */
    public int purge(long before) {
        int sum = 0;
        int purged;
        do {
            purged = transactions.run(entities -> purgeBatch(entities, before));
            sum += purged;
        } while (purged == MAX_LIMIT);
        return sum;
    }

    /** Removes a limited number of entries, so that the transaction stays below the time-out of a request. */
    private static int purgeBatch(EntityManager entities, long before) {
        List<Long> old = entities.createQuery("select a.id from AuditRow a where a.second < :before", Long.class)
                .setParameter("before", before)
                .setMaxResults(MAX_LIMIT)
                .getResultList();
        if (!old.isEmpty()) {
            entities.createQuery("delete from AuditRow a where a.id in :old")
                    .setParameter("old", old)
                    .executeUpdate();
        }
        return old.size();
    }

    /** The current second since 1970. */
    long now() {
        return clock.instant().getEpochSecond();
    }

    /** Writes an entry for a change outside of the database. */
    public void write(Actor actor, String action, String subject) {
        Integer unused = transactions.run(entities -> {
            write(entities, now(), new Change(actor, action, subject), "done");
            return 0;
        });
    }

    void write(EntityManager entities, long second, Change change, String outcome) {
        entities.createNativeQuery(INSERT)
                .setParameter(1, second)
                .setParameter(2, change.actor().label())
                .setParameter(3, change.action())
                .setParameter(4, change.subject())
                .setParameter(5, outcome)
                .executeUpdate();
    }

    /** The first characters of a key: enough to recognize it, too few to announce with it. */
    static String masked(String key) {
        return key.substring(0, Math.min(4, key.length())) + "…";
    }
}
