package dev.herald.admin.torrust;

import dev.herald.metrics.Certificates;
import java.util.function.LongSupplier;

/**
 * What the operator's side cannot see by itself, because it knows no door.
 *
 * @param droppedDatagrams how many datagrams the kernel has dropped, because the UDP tracker did not take them in time
 * @param openConnections how many connections the HTTP trackers have, over TLS or not
 * @param refusedConnections how many they have turned away, because there were too many in all or of one address
 * @param certificates of the doors that speak TLS
 * @param keepsDownloads whether download counts are written to the database
 */
public record FrontendFigures(
        LongSupplier droppedDatagrams,
        LongSupplier openConnections,
        LongSupplier refusedConnections,
        Certificates certificates,
        boolean keepsDownloads) {}
