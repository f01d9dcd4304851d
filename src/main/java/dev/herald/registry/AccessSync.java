package dev.herald.registry;

import dev.herald.access.Access;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/** The part of {@code access} that one roll keeps up to date. */
interface AccessSync {

    /** Makes an entry count from the next announce on. */
    void put(Entry entry);

    /** Makes it count no more. */
    void remove(String id);

    /**
     * Makes memory what the table is; if that fails, memory stays as it was.
     *
     * @return the number of entries
     */
    long replace(Reading reading);

    /** Reads a table. */
    interface Reading {
        long stream(String query, Database.RowAction action);
    }

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
        public long replace(Reading reading) {
            AtomicLong count = new AtomicLong();
            access.replaceKeys(sink -> count.set(reading.stream("select id, valid_until from access_keys", row -> {
                AccessKey key = AccessKey.of(row.getString(1));
                long until = row.getLong(2);
                if (key.equals(AccessKey.MALFORMED) || key.equals(AccessKey.NONE)) {
                    complain("access_keys", "a key must be 16 to 64 letters, digits, - or _");
                } else {
                    sink.accept(key, row.wasNull() ? Entry.FOREVER : until);
                }
            })));
            return count.get();
        }
    }

    /** The whitelist. */
    record Listed(Access access) implements AccessSync {

        @Override
        public void put(Entry entry) {
            access.list(InfoHash.ofHex(entry.id()));
        }

        @Override
        public void remove(String id) {
            access.unlist(InfoHash.ofHex(id));
        }

        @Override
        public long replace(Reading reading) {
            AtomicLong count = new AtomicLong();
            access.replaceListed(sink -> count.set(reading.stream("select id from listed_torrents", row -> {
                try {
                    sink.accept(InfoHash.ofHex(row.getString(1)));
                } catch (IllegalArgumentException e) {
                    complain("listed_torrents", e.getMessage());
                }
            })));
            return count.get();
        }
    }

    /** The deny list. */
    record Denied(Access access) implements AccessSync {

        @Override
        public void put(Entry entry) {
            access.deny(InfoHash.ofHex(entry.id()), entry.label());
        }

        @Override
        public void remove(String id) {
            access.undeny(InfoHash.ofHex(id));
        }

        @Override
        public long replace(Reading reading) {
            AtomicLong count = new AtomicLong();
            access.replaceDenied(sink -> count.set(reading.stream("select id, label from denied_torrents", row -> {
                try {
                    sink.accept(InfoHash.ofHex(row.getString(1)), row.getString(2));
                } catch (IllegalArgumentException e) {
                    complain("denied_torrents", e.getMessage());
                }
            })));
            return count.get();
        }
    }

    /** Somebody wrote into the table what we would not have; it is left alone, and the rest must work. */
    private static void complain(String table, String reason) {
        System.getLogger(AccessSync.class.getName()).log(Level.WARNING, "a row of " + table + " is ignored: " + reason);
    }
}
