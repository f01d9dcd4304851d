package dev.herald.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** The columns that the three tables of entries have in common. */
@MappedSuperclass
abstract class EntryRow {

    @Id
    @Column(name = "id", length = 64, nullable = false)
    private String id = "";

    @Column(name = "label", length = StorableText.MAX_LINE, nullable = false)
    private String label = "";

    @Column(name = "note", length = StorableText.MAX_NOTE, nullable = false)
    private String note = "";

    @Column(name = "created", nullable = false)
    private long created;

    /** For JPA. */
    protected EntryRow() {}

    final void create(Entry entry) {
        id = entry.id();
        created = entry.created();
        change(entry);
    }

    /** Copies everything but the id and the time of creation. */
    void change(Entry entry) {
        label = entry.label();
        note = entry.note();
    }

    long validUntil() {
        return Entry.FOREVER;
    }

    final Entry entry() {
        return new Entry(id, label, note, created, validUntil());
    }
}
