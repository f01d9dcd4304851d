package dev.herald.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A key of a private tracker. */
@Entity
@Table(name = "access_keys")
class KeyRow extends EntryRow {

    /** Null if the key does not expire, so that readers of the table need not know {@link Entry#FOREVER}. */
    @Column(name = "valid_until")
    private Long validUntil;

    /** For JPA. */
    protected KeyRow() {}

    @Override
    void change(Entry entry) {
        super.change(entry);
        validUntil = entry.validUntil() == Entry.FOREVER ? null : Long.valueOf(entry.validUntil());
    }

    @Override
    long validUntil() {
        return validUntil == null ? Entry.FOREVER : validUntil;
    }
}
