package dev.herald.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A key of a private tracker. */
@Entity
@Table(name = "access_keys")
class KeyRow extends EntryRow {

    /** Null for ever, so that whoever reads the table need not know our number for it. */
    @Column(name = "valid_until")
    private Long validUntil;

    /** For the persistence provider. */
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
