package dev.herald.registry;

import dev.herald.access.Access;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What the three rolls differ in.
 *
 * @param name as the audit calls it
 * @param row the entity
 * @param table its table
 * @param newRow makes one
 * @param fits whether a text can be an id
 * @param rule what an id must be
 * @param subject how the audit shows an id
 * @param put brings an entry to {@code access}
 * @param remove takes an id from {@code access}
 */
record Kind<R extends EntryRow>(
        String name,
        Class<R> row,
        String table,
        Supplier<R> newRow,
        Predicate<String> fits,
        String rule,
        UnaryOperator<String> subject,
        BiConsumer<Access, Entry> put,
        BiConsumer<Access, String> remove) {

    private static final Predicate<String> HASH =
            Pattern.compile("[0-9a-f]{40}").asMatchPredicate();
    private static final String HASH_RULE = "an info-hash must be 40 lower-case hexadecimal digits";

    static final Kind<KeyRow> KEYS = new Kind<>(
            "key",
            KeyRow.class,
            "access_keys",
            KeyRow::new,
            AccessKey::wellFormed,
            "a key must be 16 to 64 letters, digits, - or _",
            Audit::masked,
            (access, entry) -> access.putKey(AccessKey.of(entry.id()), entry.validUntil()),
            (access, id) -> access.removeKey(AccessKey.of(id)));

    static final Kind<ListedRow> WHITELIST = new Kind<>(
            "whitelist",
            ListedRow.class,
            "listed_torrents",
            ListedRow::new,
            HASH,
            HASH_RULE,
            id -> id,
            (access, entry) -> access.list(InfoHash.ofHex(entry.id())),
            (access, id) -> access.unlist(InfoHash.ofHex(id)));

    static final Kind<DeniedRow> DENYLIST = new Kind<>(
            "denylist",
            DeniedRow.class,
            "denied_torrents",
            DeniedRow::new,
            HASH,
            HASH_RULE,
            id -> id,
            (access, entry) -> access.deny(InfoHash.ofHex(entry.id()), entry.label()),
            (access, id) -> access.undeny(InfoHash.ofHex(id)));

    boolean expires() {
        return row == KeyRow.class;
    }
}
