package dev.herald.registry;

import dev.herald.access.Access;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;
import java.util.function.Consumer;

/**
 * The part of {@code access} that one {@link EntryRepository} keeps up to date.
 *
 * @param put applies an entry from the next announce on
 * @param remove removes the entry with an id
 * @param replace replaces everything by the rows that a reader passes to its argument; changes nothing if the reader throws. The
 *     argument throws {@link IllegalArgumentException} for a row that cannot be an entry.
 */
record AccessSync(Consumer<Entry> put, Consumer<String> remove, Consumer<Consumer<Database.RowAction>> replace) {

    static AccessSync keys(Access access) {
        return new AccessSync(
                entry -> access.putKey(AccessKey.of(entry.id()), entry.validUntil()),
                id -> access.removeKey(AccessKey.of(id)),
                reader -> access.replaceKeys(sink -> reader.accept(row -> {
                    String key = row.getString(1);
                    if (!AccessKey.wellFormed(key)) {
                        throw new IllegalArgumentException(EntryTable.KEYS.idRule());
                    }
                    long validUntil = row.getLong(2);
                    sink.accept(AccessKey.of(key), row.wasNull() ? Entry.FOREVER : validUntil);
                })));
    }

    static AccessSync whitelist(Access access) {
        return new AccessSync(
                entry -> access.list(InfoHash.ofHex(entry.id())),
                id -> access.unlist(InfoHash.ofHex(id)),
                reader -> access.replaceListed(
                        sink -> reader.accept(row -> sink.accept(InfoHash.ofHex(row.getString(1))))));
    }

    static AccessSync denylist(Access access) {
        return new AccessSync(
                entry -> access.deny(InfoHash.ofHex(entry.id()), entry.label()),
                id -> access.undeny(InfoHash.ofHex(id)),
                reader -> access.replaceDenied(
                        sink -> reader.accept(row -> sink.accept(InfoHash.ofHex(row.getString(1)), row.getString(2)))));
    }
}
