package dev.herald.registry;

import dev.herald.bittorrent.AccessKey;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the three rolls differ in.
 *
 * @param name as the audit calls it
 * @param row the entity
 * @param newRow makes one
 * @param table its table
 * @param fits whether a text can be an id
 * @param rule what an id must be
 */
record EntryType<R extends EntryRow>(
        String name, Class<R> row, Supplier<R> newRow, String table, Predicate<String> fits, String rule) {

    static final EntryType<KeyRow> KEYS = new EntryType<>(
            "key",
            KeyRow.class,
            KeyRow::new,
            "access_keys",
            AccessKey::wellFormed,
            "a key must be 16 to 64 letters, digits, - or _");

    private static final Predicate<String> HASH =
            Pattern.compile("[0-9a-f]{40}").asMatchPredicate();
    private static final String HASH_RULE = "an info-hash must be 40 lower-case hexadecimal digits";

    static final EntryType<ListedRow> WHITELIST =
            new EntryType<>("whitelist", ListedRow.class, ListedRow::new, "listed_torrents", HASH, HASH_RULE);

    static final EntryType<DeniedRow> DENYLIST =
            new EntryType<>("denylist", DeniedRow.class, DeniedRow::new, "denied_torrents", HASH, HASH_RULE);

    /** Only keys expire, and only keys are secret. */
    boolean isKeys() {
        return row == KeyRow.class;
    }

    /** How the audit shows an id. */
    String shown(String id) {
        return isKeys() ? Audit.masked(id) : id;
    }

    /**
     * Refuses what this roll cannot hold.
     *
     * @throws IllegalArgumentException saying the rule; the text is fit for clients
     */
    void require(Entry entry) {
        if (!fits.test(entry.id())) {
            throw new IllegalArgumentException(rule);
        }
        if (!isKeys() && entry.validUntil() != Entry.FOREVER) {
            throw new IllegalArgumentException("only keys expire");
        }
    }
}
