/**
 * The durable truth: keys, lists, download totals, API tokens and the audit.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>No cache of the persistence provider: {@code access} is the cache, and announces read nothing else.
 *   <li>Changes take turns. Two at once could be committed in one order and reach memory in the other. Whoever waits gives up
 *       after less than a second, and at once if the one before it has just waited for the database in vain.
 *   <li>A failed change may have been committed, if the connection broke at the wrong moment. Its entries are in doubt: before the
 *       next change, or a few seconds later, the database is asked and memory follows.
 *   <li>A key is shown in the audit by its beginning only: whoever reads the audit must not be able to announce with it.
 *   <li>Lines of the audit are inserted past the persistence provider, which asks H2 for new ids in a way that the server's H2 does
 *       not know.
 *   <li>Loading, imports and totals go past the persistence provider too: an object per row would take the memory of all rows.
 *       They may wait longer for the database than a request may.
 *   <li>An export from H2 has one of the connections for as long as its client takes to read it.
 *   <li>Totals are added up, and a flush of them whose answer was lost is written again. Its number, which is written in the same
 *       transaction, tells whether it was committed; each process numbers its own.
 *   <li>The day of a torrent's last announce is written once a day at most, so that announces alone cause no writes.
 *   <li>The driver is called by its class, not by {@code DriverManager}: the pool is not loaded by the application.
 * </ul>
 */
package dev.herald.registry;
