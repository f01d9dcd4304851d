package dev.herald.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The last flush of download totals of a process. Written past it; it is here so that the schema is compared. */
@Entity
@Table(name = "totals_flushes")
class FlushRow {

    @Id
    @Column(name = "writer", length = 36, nullable = false)
    private String writer = "";

    @Column(name = "flush_number", nullable = false)
    private long flushNumber;

    /** Second since 1970. */
    @Column(name = "written", nullable = false)
    private long written;

    /** For the persistence provider. */
    protected FlushRow() {}

    String writer() {
        return writer;
    }

    long flushNumber() {
        return flushNumber;
    }

    long written() {
        return written;
    }
}
