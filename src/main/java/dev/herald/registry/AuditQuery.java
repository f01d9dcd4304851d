package dev.herald.registry;

/**
 * A query for one page of audit entries, the latest first.
 *
 * @param actor the beginning of the label of the token; empty for all
 * @param action the beginning of the action; empty for all
 * @param subject the beginning of the subject; empty for all
 * @param from the first second since 1970
 * @param to the second after the last one
 * @param before the last id of the page before; {@link Long#MAX_VALUE} for the first page
 * @param limit the most entries, 1 to {@value Audit#MAX_LIMIT}
 */
public record AuditQuery(String actor, String action, String subject, long from, long to, long before, int limit) {

    /** Checks the limit, and that the texts could be in an entry. */
    public AuditQuery {
        StorableText.require(actor, "the actor", StorableText.MAX_LINE, false);
        StorableText.require(action, "the action", StorableText.MAX_LINE, false);
        StorableText.require(subject, "the subject", StorableText.MAX_LINE, false);
        if (limit < 1 || limit > Audit.MAX_LIMIT) {
            throw new IllegalArgumentException("the limit must be from 1 to " + Audit.MAX_LIMIT + ", but is " + limit);
        }
    }

    /** All entries. */
    public static AuditQuery all(long before, int limit) {
        return new AuditQuery("", "", "", 0, Long.MAX_VALUE, before, limit);
    }
}
