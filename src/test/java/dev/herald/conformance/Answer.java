package dev.herald.conformance;

import dev.herald.bittorrent.Endpoint;
import java.util.List;
import java.util.OptionalInt;

/**
 * The response to an accepted announce.
 *
 * @param complete number of seeders
 * @param incomplete number of all other peers
 * @param downloaded completed downloads, if the frontend sends them
 * @param interval seconds until the next announce
 * @param minInterval minimum seconds until the next announce, if the frontend sends it
 * @param peers the peers, in the order of the response
 */
public record Answer(
        int complete,
        int incomplete,
        OptionalInt downloaded,
        int interval,
        OptionalInt minInterval,
        List<Endpoint> peers) {}
