package dev.herald.registry;

import dev.herald.bittorrent.InfoHash;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The number of downloads of each torrent since the tracker was installed, and the day of its last announce. Uses SQL: JPA has no
 * upsert, and would hold an object for each of millions of rows.
 */
public final class DownloadTotals {

    /** Rows that one call of {@link #clean} reads. */
    static final int CLEAN_BATCH = 2000;

    private static final long DAY_SECONDS = 86_400;

    private static final Predicate<String> HASH =
            Pattern.compile("[0-9a-f]{40}").asMatchPredicate();

    /** Greater than every info hash. */
    private static final String MAX_HASH = "g";

    private final Transactions transactions;
    private final Database database;
    private final InstantSource clock;

    /** Identifies this process, which numbers its flushes. */
    private final String writer = UUID.randomUUID().toString();

    /** Receives totals. */
    @FunctionalInterface
    public interface Action {

        /**
         * Receives the total of a torrent.
         *
         * @param day day since 1970 of the last announce
         */
        void total(InfoHash infoHash, long completed, long day);
    }

    DownloadTotals(Transactions transactions, Database database, InstantSource clock) {
        this.transactions = transactions;
        this.database = database;
        this.clock = clock;
    }

    /** The current day since 1970 (UTC). */
    public long today() {
        return Math.floorDiv(clock.instant().getEpochSecond(), DAY_SECONDS);
    }

    /**
     * Adds downloads to the totals of torrents that were announced today, in one transaction. Does nothing if a flush with this
     * number, or a greater one, was committed before, so a flush whose commit is in doubt can be repeated.
     *
     * @param flush number of the flush, greater than those before
     * @param downloads number of downloads by torrent
     * @throws RegistryUnavailableException if the commit failed or its answer was lost
     */
    public void add(long flush, Map<InfoHash, Long> downloads) {
        if (downloads.isEmpty()) {
            return;
        }
        inTransaction(connection -> isNew(connection, flush) ? add(connection, downloads) : 0);
    }

    private int add(Connection connection, Map<InfoHash, Long> downloads) throws SQLException {
        long today = today();
        try (PreparedStatement add =
                connection.prepareStatement(database.vendor().addToTotal())) {
            // Sorted, so that processes lock rows in the same order and do not deadlock.
            for (Map.Entry<InfoHash, Long> download : new TreeMap<>(downloads).entrySet()) {
                add.setString(1, download.getKey().toString());
                add.setLong(2, download.getValue());
                add.setLong(3, today);
                add.addBatch();
            }
            return add.executeBatch().length;
        }
    }

    /** Stores the number of a flush; false if it, or a greater one, is stored. */
    private boolean isNew(Connection connection, long flush) throws SQLException {
        long now = clock.instant().getEpochSecond();
        int changed = update(
                connection,
                "update totals_flushes set flush_number = ?, written = ? where writer = ? and flush_number < ?",
                flush,
                now,
                writer,
                flush);
        if (changed == 0 && !hasFlushed(connection)) {
            changed = update(
                    connection,
                    "insert into totals_flushes (flush_number, written, writer) values (?, ?, ?)",
                    flush,
                    now,
                    writer);
        }
        return changed > 0;
    }

    private boolean hasFlushed(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select flush_number from totals_flushes where writer = ?")) {
            select.setString(1, writer);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Removes the flush numbers of processes whose last flush was before a second since 1970.
     *
     * @throws RegistryUnavailableException if the database is unavailable
     */
    public void removeFlushes(long before) {
        inTransaction(connection -> update(connection, "delete from totals_flushes where written < ?", before));
    }

    /**
     * Sets the day of the last announce of torrents that have a total.
     *
     * @param days day since 1970 by torrent
     * @throws RegistryUnavailableException if the database is unavailable
     */
    public void setAnnounced(Map<InfoHash, Long> days) {
        inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update download_totals set announced_day = ? where info_hash = ? and announced_day < ?")) {
                for (Map.Entry<InfoHash, Long> day : new TreeMap<>(days).entrySet()) {
                    update.setLong(1, day.getValue());
                    update.setString(2, day.getKey().toString());
                    update.setLong(3, day.getValue());
                    update.addBatch();
                }
                return update.executeBatch().length;
            }
        });
    }

    /**
     * Removes totals of torrents whose last announce was before a day since 1970.
     *
     * @throws RegistryUnavailableException if the database is unavailable
     */
    public void remove(Collection<InfoHash> torrents, long before) {
        inTransaction(connection -> delete(connection, torrents, before));
    }

    private static int delete(Connection connection, Collection<InfoHash> torrents, long before) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from download_totals where info_hash = ? and announced_day < ?")) {
            for (InfoHash torrent : new TreeSet<>(torrents)) {
                delete.setString(1, torrent.toString());
                delete.setLong(2, before);
                delete.addBatch();
            }
            return delete.executeBatch().length;
        }
    }

    /**
     * Reads about {@value #CLEAN_BATCH} totals in the order of their info hashes, and removes those of torrents that are not listed
     * and whose last announce was before a day since 1970. An unknown day is set to today.
     *
     * @param after the result of the previous call; the empty string to start
     * @param inUse torrents whose total is in memory, so that they may have been announced since; those stay
     * @return the position for the next call; the empty string after the last total
     * @throws RegistryUnavailableException if the database is unavailable
     */
    public String clean(String after, long before, Predicate<InfoHash> inUse) {
        return inTransaction(connection -> {
            String last = endOfBatch(connection, after);
            String end = last.isEmpty() ? MAX_HASH : last;
            String range = " where info_hash > ? and info_hash <= ?";
            update(
                    connection,
                    "update download_totals set announced_day = ?" + range + " and announced_day = 0",
                    today(),
                    after,
                    end);
            delete(connection, expired(connection, range, after, end, before, inUse), before);
            return last;
        });
    }

    private static List<InfoHash> expired(
            Connection connection, String range, String after, String end, long before, Predicate<InfoHash> inUse)
            throws SQLException {
        List<InfoHash> expired = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select info_hash from download_totals" + range
                + " and announced_day < ? and not exists"
                + " (select 1 from listed_torrents where listed_torrents.id = download_totals.info_hash)")) {
            select.setString(1, after);
            select.setString(2, end);
            select.setLong(3, before);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String text = rows.getString(1);
                    // Another program may have written what is no info hash.
                    if (HASH.test(text) && !inUse.test(InfoHash.ofHex(text))) {
                        expired.add(InfoHash.ofHex(text));
                    }
                }
            }
        }
        return expired;
    }

    /** The last info hash of the batch after {@code after}; empty if fewer rows are left. */
    private static String endOfBatch(Connection connection, String after) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select info_hash from download_totals"
                + " where info_hash > ? order by info_hash limit 1 offset " + (CLEAN_BATCH - 1))) {
            select.setString(1, after);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /**
     * Passes the totals of torrents that are listed, or were announced on or after a day since 1970, to {@code action}, in no
     * particular order. An unknown day counts as today.
     *
     * @throws RegistryUnavailableException if the database is unavailable; some may have been passed
     */
    public void forEach(long since, Action action) {
        long today = today();
        String query = "select info_hash, completed, announced_day from download_totals where announced_day >= " + since
                + " or announced_day = 0"
                + " or exists (select 1 from listed_torrents where listed_torrents.id = download_totals.info_hash)";
        inTransaction(connection -> database.stream(connection, query, row -> {
            try {
                long day = row.getLong(3);
                action.total(InfoHash.ofHex(row.getString(1)), row.getLong(2), day == 0 ? today : day);
            } catch (IllegalArgumentException e) {
                System.getLogger(DownloadTotals.class.getName())
                        .log(Level.WARNING, "Ignoring a row of download_totals: " + e.getMessage());
            }
        }));
    }

    private <T> T inTransaction(Database.SqlWork<T> work) {
        return transactions.run(entities -> Database.withBulkTimeout(entities.unwrap(Connection.class), work));
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
