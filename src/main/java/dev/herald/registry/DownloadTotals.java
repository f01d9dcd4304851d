package dev.herald.registry;

import dev.herald.bittorrent.InfoHash;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The number of downloads of each torrent since the tracker was installed, and the day of its last announce. Uses SQL: JPA has no
 * upsert, and would hold an object for each of millions of rows. Methods that use the database throw
 * {@link RegistryUnavailableException} if it is unavailable.
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
        long today = today();
        inTransaction(connection -> {
            if (isNew(connection, flush)) {
                updateEach(
                        connection,
                        database.vendor().addToTotal(),
                        downloads.keySet(),
                        torrent -> List.of(torrent.toString(), downloads.get(torrent), today));
            }
            return true;
        });
    }

    /** Stores the number of a flush; false if it, or a greater one, is stored. */
    private boolean isNew(Connection connection, long flush) throws SQLException {
        long now = clock.instant().getEpochSecond();
        int changed = Sql.update(
                connection,
                "update totals_flushes set flush_number = ?, written = ? where writer = ? and flush_number < ?",
                flush,
                now,
                writer,
                flush);
        String select = "select writer from totals_flushes where writer = ?";
        if (changed == 0 && Sql.firstColumn(connection, select, List.of(writer)).isEmpty()) {
            changed = Sql.update(
                    connection,
                    "insert into totals_flushes (flush_number, written, writer) values (?, ?, ?)",
                    flush,
                    now,
                    writer);
        }
        return changed > 0;
    }

    /** Removes the flush numbers of processes whose last flush was before a second since 1970. */
    public void removeFlushes(long before) {
        inTransaction(connection -> Sql.update(connection, "delete from totals_flushes where written < ?", before));
    }

    /**
     * Sets the day of the last announce of torrents that have a total.
     *
     * @param days day since 1970 by torrent
     */
    public void setAnnounced(Map<InfoHash, Long> days) {
        String sql = "update download_totals set announced_day = ? where info_hash = ? and announced_day < ?";
        inTransaction(connection -> updateEach(
                connection,
                sql,
                days.keySet(),
                torrent -> List.of(days.get(torrent), torrent.toString(), days.get(torrent))));
    }

    /** Removes totals of torrents whose last announce was before a day since 1970. */
    public void remove(Collection<InfoHash> torrents, long before) {
        inTransaction(connection -> delete(connection, torrents, before));
    }

    private static boolean delete(Connection connection, Collection<InfoHash> torrents, long before)
            throws SQLException {
        return updateEach(
                connection,
                "delete from download_totals where info_hash = ? and announced_day < ?",
                torrents,
                torrent -> List.of(torrent.toString(), before));
    }

    /** Runs a statement for each torrent, in their order, so that processes lock rows in the same order and do not deadlock. */
    private static boolean updateEach(
            Connection connection,
            String sql,
            Collection<InfoHash> torrents,
            Function<InfoHash, List<Object>> parameters)
            throws SQLException {
        Sql.updateEach(connection, sql, new TreeSet<>(torrents), parameters);
        return true;
    }

    /**
     * Reads about {@value #CLEAN_BATCH} totals in the order of their info hashes, and removes those of torrents that are not listed
     * and whose last announce was before a day since 1970. An unknown day is set to today.
     *
     * @param after the result of the previous call; the empty string to start
     * @param inUse torrents whose total is in memory, so that they may have been announced since; those stay
     * @return the position for the next call; the empty string after the last total
     */
    public String clean(String after, long before, Predicate<InfoHash> inUse) {
        return inTransaction(connection -> {
            String last = endOfBatch(connection, after);
            String end = last.isEmpty() ? MAX_HASH : last;
            String range = " where info_hash > ? and info_hash <= ?";
            Sql.update(
                    connection,
                    "update download_totals set announced_day = ?" + range + " and announced_day = 0",
                    today(),
                    after,
                    end);
            String select = "select info_hash from download_totals" + range + " and announced_day < ? and not exists"
                    + " (select 1 from listed_torrents where listed_torrents.id = download_totals.info_hash)";
            List<InfoHash> expired = Sql.firstColumn(connection, select, List.of(after, end, before)).stream()
                    // Another program may have written what is no info hash.
                    .filter(HASH)
                    .map(InfoHash::ofHex)
                    .filter(inUse.negate())
                    .toList();
            delete(connection, expired, before);
            return last;
        });
    }

    /** The last info hash of the batch after {@code after}; empty if fewer rows are left. */
    private static String endOfBatch(Connection connection, String after) throws SQLException {
        String select = "select info_hash from download_totals where info_hash > ? order by info_hash limit 1 offset "
                + (CLEAN_BATCH - 1);
        return Sql.firstColumn(connection, select, List.of(after)).stream()
                .findFirst()
                .orElse("");
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
}
