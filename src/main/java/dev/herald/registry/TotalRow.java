package dev.herald.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** How often a torrent was downloaded. Written in batches that bypass it; it is here so that the schema is compared. */
@Entity
@Table(name = "download_totals")
class TotalRow {

    @Id
    @Column(name = "info_hash", length = 40, nullable = false)
    private String infoHash = "";

    @Column(name = "completed", nullable = false)
    private long completed;

    /** Day since 1970 of the last announce, up to a day late; 0 if nobody knows yet. */
    @Column(name = "announced_day", nullable = false)
    private long announcedDay;

    /** For the persistence provider. */
    protected TotalRow() {}

    String infoHash() {
        return infoHash;
    }

    long completed() {
        return completed;
    }

    long announcedDay() {
        return announcedDay;
    }
}
