package dev.herald.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A line of the audit. */
@Entity
@Table(name = "audit_entries")
class AuditRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "id", nullable = false)
    private Long id;

    @Column(name = "happened", nullable = false)
    private long second;

    @Column(name = "actor", length = Texts.LINE, nullable = false)
    private String actor = "";

    @Column(name = "action", length = 40, nullable = false)
    private String action = "";

    @Column(name = "subject", length = Texts.LINE, nullable = false)
    private String subject = "";

    @Column(name = "outcome", length = Texts.LINE, nullable = false)
    private String outcome = "";

    /** For the persistence provider. */
    protected AuditRow() {}

    AuditRow(long second, Change change, String outcome) {
        this.second = second;
        this.actor = change.actor().label();
        this.action = change.action();
        this.subject = change.subject();
        this.outcome = outcome;
    }

    AuditEntry entry() {
        return new AuditEntry(id, second, actor, action, subject, outcome);
    }
}
