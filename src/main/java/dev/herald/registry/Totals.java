package dev.herald.registry;

import dev.herald.bittorrent.InfoHash;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/** How often torrents were downloaded, in all lives of the tracker. */
public final class Totals {

    private final Transactions transactions;
    private final Database database;

    Totals(Transactions transactions, Database database) {
        this.transactions = transactions;
        this.database = database;
    }

    /**
     * Adds to the totals, in one transaction.
     *
     * @param downloads since the last call, by torrent
     * @throws RegistryUnavailable if they were not added, as far as we know
     */
    public void add(Map<InfoHash, Long> downloads) {
        if (downloads.isEmpty()) {
            return;
        }
        transactions.run(entities ->
                Database.patiently(entities.unwrap(Connection.class), connection -> add(connection, downloads)));
    }

    private int add(Connection connection, Map<InfoHash, Long> downloads) throws SQLException {
        try (PreparedStatement add =
                connection.prepareStatement(database.vendor().addToTotal())) {
            // Sorted, so that two processes that write the same torrents wait for each other in one order.
            for (Map.Entry<InfoHash, Long> download : new TreeMap<>(downloads).entrySet()) {
                add.setString(1, download.getKey().toString());
                add.setLong(2, download.getValue());
                add.addBatch();
            }
            return add.executeBatch().length;
        }
    }

    /**
     * Hands out all totals, in no order.
     *
     * @return how many there are
     * @throws RegistryUnavailable if the database is away; some may have been handed out
     */
    public long forEach(ObjLongConsumer<InfoHash> action) {
        return transactions.run(entities -> Database.patiently(
                entities.unwrap(Connection.class),
                connection -> database.stream(connection, "select info_hash, completed from download_totals", row -> {
                    try {
                        action.accept(InfoHash.ofHex(row.getString(1)), row.getLong(2));
                    } catch (IllegalArgumentException e) {
                        System.getLogger(Totals.class.getName())
                                .log(Level.WARNING, "a row of download_totals is ignored: " + e.getMessage());
                    }
                })));
    }
}
