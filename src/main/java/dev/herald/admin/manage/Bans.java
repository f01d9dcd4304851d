package dev.herald.admin.manage;

import dev.herald.bittorrent.Address;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whom the UDP door ignores. The operator's side knows no door, so these two are given to it.
 *
 * @param all everybody who is ignored now
 * @param lift hears an address again
 */
public record Bans(Supplier<List<Ban>> all, Consumer<Address> lift) {

    /**
     * An address that is ignored.
     *
     * @param badIds how many bad connection ids it has sent
     * @param until when it is heard again by itself
     */
    public record Ban(Address address, int badIds, Instant until) {}
}
