package dev.herald.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An entry of the audit, for reading; {@link Audit} inserts with SQL. */
@Entity
@Table(name = "audit_entries")
class AuditRow {

    @Id
    @Column(name = "id", nullable = false)
    private Long id;

    @Column(name = "happened", nullable = false)
    private long second;

    @Column(name = "actor", length = StorableText.MAX_LINE, nullable = false)
    private String actor = "";

    @Column(name = "action", length = 40, nullable = false)
    private String action = "";

    @Column(name = "subject", length = StorableText.MAX_LINE, nullable = false)
    private String subject = "";

    @Column(name = "outcome", length = StorableText.MAX_LINE, nullable = false)
    private String outcome = "";

    /** For JPA. */
    protected AuditRow() {}

    AuditEntry entry() {
        return new AuditEntry(id, second, actor, action, subject, outcome);
    }
}
