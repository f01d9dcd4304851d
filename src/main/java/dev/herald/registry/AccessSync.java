package dev.herald.registry;

import dev.herald.access.Access;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;
import java.util.function.Consumer;

/** The part of {@code access} that one {@link EntryRepository} keeps up to date. */
interface AccessSync {

    /** Applies an entry from the next announce on. */
    void put(Entry entry);

    void remove(String id);

    /**
     * Replaces everything by the rows that {@code reader} passes to its argument. Changes nothing if {@code reader} throws. The
     * argument throws {@link IllegalArgumentException} for a row that cannot be an entry.
     */
    void replace(Consumer<Database.RowAction> reader);

    /** The keys. */
    record Keys(Access access) implements AccessSync {

        @Override
        public void put(Entry entry) {
            access.putKey(AccessKey.of(entry.id()), entry.validUntil());
        }

        @Override
        public void remove(String id) {
            access.removeKey(AccessKey.of(id));
        }

        @Override
        public void replace(Consumer<Database.RowAction> reader) {
            access.replaceKeys(sink -> reader.accept(row -> {
                String key = row.getString(1);
                if (!AccessKey.wellFormed(key)) {
                    throw new IllegalArgumentException(EntryTable.KEYS.idRule());
                }
                long validUntil = row.getLong(2);
                sink.accept(AccessKey.of(key), row.wasNull() ? Entry.FOREVER : validUntil);
            }));
        }
    }

    /** The whitelist. */
    record Whitelist(Access access) implements AccessSync {

        @Override
        public void put(Entry entry) {
            access.list(InfoHash.ofHex(entry.id()));
        }

        @Override
        public void remove(String id) {
            access.unlist(InfoHash.ofHex(id));
        }

        @Override
        public void replace(Consumer<Database.RowAction> reader) {
            access.replaceListed(sink -> reader.accept(row -> sink.accept(InfoHash.ofHex(row.getString(1)))));
        }
    }

    /** The deny list. */
    record Denylist(Access access) implements AccessSync {

        @Override
        public void put(Entry entry) {
            access.deny(InfoHash.ofHex(entry.id()), entry.label());
        }

        @Override
        public void remove(String id) {
            access.undeny(InfoHash.ofHex(id));
        }

        @Override
        public void replace(Consumer<Database.RowAction> reader) {
            access.replaceDenied(
                    sink -> reader.accept(row -> sink.accept(InfoHash.ofHex(row.getString(1)), row.getString(2))));
        }
    }
}
