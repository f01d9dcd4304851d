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

/** How often torrents were downloaded, in all lives of the tracker, and the day of the last announce of each. */
public final class DownloadTotals {

    /** Rows that {@link #clean} goes through at a time. */
    static final int STEP = 2000;

    private static final long DAY_SECONDS = 86_400;

    private static final Predicate<String> HASH =
            Pattern.compile("[0-9a-f]{40}").asMatchPredicate();

    /** Greater than every info hash. */
    private static final String BEYOND = "g";

    private final Transactions transactions;
    private final Database database;
    private final InstantSource clock;

    /** Names this process, whose flushes are numbered. */
    private final String writer = UUID.randomUUID().toString();

    /** Takes a total. */
    @FunctionalInterface
    public interface Action {

        /**
         * A torrent was downloaded so often.
         *
         * @param day since 1970 of its last announce
         */
        void total(InfoHash infoHash, long completed, long day);
    }

    DownloadTotals(Transactions transactions, Database database, InstantSource clock) {
        this.transactions = transactions;
        this.database = database;
        this.clock = clock;
    }

    /** The day since 1970 that it is now (UTC). */
    public long today() {
        return Math.floorDiv(clock.instant().getEpochSecond(), DAY_SECONDS);
    }

    /**
     * Adds to the totals of torrents that were announced today, in one transaction, unless that was done already: whoever does
     * not know whether a flush was committed sends it again, the same downloads with the same number.
     *
     * @param flush greater than that of every flush before
     * @param downloads by torrent
     * @throws RegistryUnavailableException if they were not added, as far as we know
     */
    public void add(long flush, Map<InfoHash, Long> downloads) {
        if (downloads.isEmpty()) {
            return;
        }
        inBatch(connection -> isNew(connection, flush) ? add(connection, downloads) : 0);
    }

    private int add(Connection connection, Map<InfoHash, Long> downloads) throws SQLException {
        long today = today();
        try (PreparedStatement add =
                connection.prepareStatement(database.vendor().addToTotal())) {
            // Sorted, so that two processes that write the same torrents wait for each other in one order.
            for (Map.Entry<InfoHash, Long> download : new TreeMap<>(downloads).entrySet()) {
                add.setString(1, download.getKey().toString());
                add.setLong(2, download.getValue());
                add.setLong(3, today);
                add.addBatch();
            }
            return add.executeBatch().length;
        }
    }

    /** Notes the number of a flush; false if it, or a later one, was noted before. */
    private boolean isNew(Connection connection, long flush) throws SQLException {
        long now = clock.instant().getEpochSecond();
        int later = update(
                connection,
                "update totals_flushes set flush_number = ?, written = ? where writer = ? and flush_number < ?",
                flush,
                now,
                writer,
                flush);
        if (later == 0 && !isKnown(connection)) {
            later = update(
                    connection,
                    "insert into totals_flushes (flush_number, written, writer) values (?, ?, ?)",
                    flush,
                    now,
                    writer);
        }
        return later > 0;
    }

    private boolean isKnown(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select flush_number from totals_flushes where writer = ?")) {
            select.setString(1, writer);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Forgets the last flush of processes that have written none since a second since 1970.
     *
     * @throws RegistryUnavailableException if the database is away
     */
    public void forgetFlushes(long before) {
        inBatch(connection -> update(connection, "delete from totals_flushes where written < ?", before));
    }

    /**
     * Notes on which day torrents were last announced, as far as they have a total.
     *
     * @param days since 1970, by torrent
     * @throws RegistryUnavailableException if the database is away
     */
    public void announced(Map<InfoHash, Long> days) {
        inBatch(connection -> {
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
     * Removes totals of torrents that were last announced before a day since 1970.
     *
     * @throws RegistryUnavailableException if the database is away
     */
    public void remove(Collection<InfoHash> torrents, long before) {
        inBatch(connection -> delete(connection, torrents, before));
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
     * Goes through some {@value #STEP} totals, in the order of their info hashes, and removes those of torrents that are not
     * listed and were last announced before a day since 1970. Those of which nobody knows that count as announced today.
     *
     * @param after where to begin: what the call before returned, or the empty string
     * @param inUse of which memory has a total, so that it may have been announced since; those stay
     * @return where the next call begins; the empty string after the last total
     * @throws RegistryUnavailableException if the database is away
     */
    public String clean(String after, long before, Predicate<InfoHash> inUse) {
        return inBatch(connection -> {
            String last = last(connection, after);
            String end = last.isEmpty() ? BEYOND : last;
            String range = " where info_hash > ? and info_hash <= ?";
            update(
                    connection,
                    "update download_totals set announced_day = ?" + range + " and announced_day = 0",
                    today(),
                    after,
                    end);
            delete(connection, old(connection, range, after, end, before, inUse), before);
            return last;
        });
    }

    private static List<InfoHash> old(
            Connection connection, String range, String after, String end, long before, Predicate<InfoHash> inUse)
            throws SQLException {
        List<InfoHash> old = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select info_hash from download_totals" + range
                + " and announced_day < ? and not exists"
                + " (select 1 from listed_torrents where listed_torrents.id = download_totals.info_hash)")) {
            select.setString(1, after);
            select.setString(2, end);
            select.setLong(3, before);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String text = rows.getString(1);
                    // What somebody else wrote is left alone.
                    if (HASH.test(text) && !inUse.test(InfoHash.ofHex(text))) {
                        old.add(InfoHash.ofHex(text));
                    }
                }
            }
        }
        return old;
    }

    /** The info hash of the total that is so many after another; empty if there are not so many. */
    private static String last(Connection connection, String after) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select info_hash from download_totals"
                + " where info_hash > ? order by info_hash limit 1 offset " + (STEP - 1))) {
            select.setString(1, after);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /**
     * Hands out, in no order, the totals of torrents that are listed or were announced since a day since 1970. Of which nobody
     * knows that counts as announced today.
     *
     * @throws RegistryUnavailableException if the database is away; some may have been handed out
     */
    public void forEach(long since, Action action) {
        long today = today();
        String query = "select info_hash, completed, announced_day from download_totals where announced_day >= " + since
                + " or announced_day = 0"
                + " or exists (select 1 from listed_torrents where listed_torrents.id = download_totals.info_hash)";
        inBatch(connection -> database.stream(connection, query, row -> {
            try {
                long day = row.getLong(3);
                action.total(InfoHash.ofHex(row.getString(1)), row.getLong(2), day == 0 ? today : day);
            } catch (IllegalArgumentException e) {
                System.getLogger(DownloadTotals.class.getName())
                        .log(Level.WARNING, "a row of download_totals is ignored: " + e.getMessage());
            }
        }));
    }

    private <T> T inBatch(Database.SqlWork<T> work) {
        return transactions.run(entities -> Database.patiently(entities.unwrap(Connection.class), work));
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
