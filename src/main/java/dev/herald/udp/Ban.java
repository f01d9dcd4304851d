package dev.herald.udp;

import dev.herald.bittorrent.Address;
import java.time.Instant;

/**
 * An address whose datagrams are ignored because of too many bad connection ids.
 *
 * @param address who is ignored
 * @param badIds how many bad connection ids it had sent when that began
 * @param until when it will be heard again
 */
public record Ban(Address address, int badIds, Instant until) {}
