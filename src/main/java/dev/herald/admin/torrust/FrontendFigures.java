package dev.herald.admin.torrust;

import dev.herald.metrics.Certificates;
import java.util.function.LongSupplier;

/**
 * Figures of the frontends, on which this package does not depend.
 *
 * @param droppedDatagrams datagrams that the kernel dropped because a receive buffer of the UDP frontend was full
 * @param openConnections open connections of the HTTP frontends
 * @param rejectedConnections connections that the HTTP frontends closed because of a limit
 * @param certificates certificates of the frontends
 * @param keepsDownloads whether download totals are stored in the database
 */
public record FrontendFigures(
        LongSupplier droppedDatagrams,
        LongSupplier openConnections,
        LongSupplier rejectedConnections,
        Certificates certificates,
        boolean keepsDownloads) {}
