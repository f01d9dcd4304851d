package dev.herald.conformance;

import java.util.OptionalInt;

/**
 * What a scrape tells of one torrent.
 *
 * @param complete seeders
 * @param incomplete all others
 * @param downloaded how often a known leecher has become a seeder
 * @param downloaders the incomplete ones that want data, if the frontend tells (BEP 21)
 */
public record Counts(int complete, int incomplete, int downloaded, OptionalInt downloaders) {}
