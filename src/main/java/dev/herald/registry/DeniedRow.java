package dev.herald.registry;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A torrent that is not served in any mode; its label is the reason. */
@Entity
@Table(name = "denied_torrents")
class DeniedRow extends EntryRow {

    /** For JPA. */
    protected DeniedRow() {}
}
