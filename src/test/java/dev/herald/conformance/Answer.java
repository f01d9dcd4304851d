package dev.herald.conformance;

import dev.herald.bittorrent.Endpoint;
import java.util.List;
import java.util.OptionalInt;

/**
 * What an accepted announce was answered.
 *
 * @param complete seeders
 * @param incomplete all others
 * @param downloaded how often a known leecher has become a seeder, if the frontend tells
 * @param interval seconds until the next announce
 * @param minInterval least seconds until the next announce, if the frontend tells
 * @param peers in the order of the answer
 */
public record Answer(
        int complete,
        int incomplete,
        OptionalInt downloaded,
        int interval,
        OptionalInt minInterval,
        List<Endpoint> peers) {}
