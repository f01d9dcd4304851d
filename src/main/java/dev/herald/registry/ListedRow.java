package dev.herald.registry;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A torrent that a listed tracker serves. */
@Entity
@Table(name = "listed_torrents")
class ListedRow extends EntryRow {

    /** For JPA. */
    protected ListedRow() {}
}
