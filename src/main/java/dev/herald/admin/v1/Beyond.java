package dev.herald.admin.v1;

import dev.herald.metrics.Certificates;
import java.util.function.LongSupplier;

/**
 * What the operator's side cannot see by itself, because it knows no door.
 *
 * @param droppedDatagrams how many datagrams the kernel has dropped, because the UDP tracker did not take them in time
 * @param openConnections how many connections the HTTP tracker for volume has, with those over TLS
 * @param refusedConnections how many it has turned away, because there were too many in all or of one address
 * @param certificates of the doors that speak TLS
 * @param keepsDownloads whether download counts are written to the database
 */
public record Beyond(
        LongSupplier droppedDatagrams,
        LongSupplier openConnections,
        LongSupplier refusedConnections,
        Certificates certificates,
        boolean keepsDownloads) {}
