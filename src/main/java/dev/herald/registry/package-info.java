/**
 * Persistence of keys, lists, download totals, API tokens and the audit.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The persistence provider has no cache: {@code access} is the cache, and announces read nothing else.
 *   <li>Changes to one list are made one at a time. Two at once could be committed in one order and applied to memory in the
 *       other. A waiting change fails after less than a second, and at once if the one before it timed out.
 *   <li>A failed change may have been committed, if the connection broke during the commit. Its entries are in doubt: the next
 *       change, or a periodic task, reads them from the database and applies them to memory.
 *   <li>The audit shows only the first characters of a key, because readers of the audit must not be able to announce with it.
 *   <li>Audit entries, loads, imports, exports and totals use SQL in place of JPA; each place gives the reason. Bulk work has
 *       longer time-outs than requests.
 *   <li>An export from H2 holds a connection for as long as its client reads.
 *   <li>A flush of totals whose answer was lost is written again. A number per process and flush, written in the same
 *       transaction, prevents that it is added twice.
 *   <li>The day of a torrent's last announce is written once a day at most, so that announces alone cause no writes.
 *   <li>JDBC drivers are loaded by class name in place of {@code DriverManager}, which hides them from the container's pool.
 * </ul>
 */
package dev.herald.registry;
