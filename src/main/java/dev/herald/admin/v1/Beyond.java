package dev.herald.admin.v1;

import dev.herald.metrics.Certificates;
import java.util.function.LongSupplier;

/**
 * What the operator's side cannot see by itself, because it knows no door.
 *
 * @param bannedAddresses how many addresses the UDP tracker ignores now
 * @param droppedDatagrams how many datagrams the kernel has dropped, because the UDP tracker did not take them in time
 * @param certificates of the doors that speak TLS
 * @param keepsDownloads whether download counts are written to the database
 */
public record Beyond(
        LongSupplier bannedAddresses,
        LongSupplier droppedDatagrams,
        Certificates certificates,
        boolean keepsDownloads) {}
