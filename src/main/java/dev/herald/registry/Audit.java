package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;

/** Who changed what, and what came of it. */
public final class Audit {

    /** The longest page. */
    public static final int MOST = 1000;

    /** By hand: the provider would ask for the id in a way that the server's H2 has forgotten, and nobody needs it. */
    private static final String INSERT =
            "insert into audit_entries (happened, actor, action, subject, outcome) values (?, ?, ?, ?, ?)";

    private final Transactions transactions;
    private final InstantSource clock;

    Audit(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The latest entries, the latest first.
     *
     * @param before only entries with a smaller id: the last of the page before; {@link Long#MAX_VALUE} for the first page
     * @param limit 1 to {@value #MOST}
     * @throws RegistryUnavailableException if the database is away
     */
    public List<AuditEntry> list(long before, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("the limit must be from 1 to " + MOST + ", but is " + limit);
        }
        return transactions.run(entities -> entities
                .createQuery("select a from AuditRow a where a.id < :before order by a.id desc", AuditRow.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(AuditRow::entry)
                .toList());
    }

    /**
     * Removes what happened before a second since 1970.
     *
     * @return how many entries that were
     * @throws RegistryUnavailableException if the database is away
     */
    public int purge(long before) {
        int sum = 0;
        int purged;
        do {
            purged = transactions.run(entities -> purgeSome(entities, before));
            sum += purged;
        } while (purged == MOST);
        return sum;
    }

    /** Not all at once, which could take longer than a request waits, again and again. */
    private static int purgeSome(EntityManager entities, long before) {
        List<Long> old = entities.createQuery("select a.id from AuditRow a where a.second < :before", Long.class)
                .setParameter("before", before)
                .setMaxResults(MOST)
                .getResultList();
        if (!old.isEmpty()) {
            entities.createQuery("delete from AuditRow a where a.id in :old")
                    .setParameter("old", old)
                    .executeUpdate();
        }
        return old.size();
    }

    /** The second since 1970 in which something happens now. */
    long now() {
        return clock.instant().getEpochSecond();
    }

    /** Adds an entry to the transaction of the change. */
    void note(EntityManager entities, long second, Change change, String outcome) {
        entities.createNativeQuery(INSERT)
                .setParameter(1, second)
                .setParameter(2, change.actor().label())
                .setParameter(3, change.action())
                .setParameter(4, change.subject())
                .setParameter(5, outcome)
                .executeUpdate();
    }

    /** The beginning of a key, by which its owner knows it and nobody can announce. */
    static String masked(String key) {
        return key.substring(0, Math.min(4, key.length())) + "…";
    }
}
