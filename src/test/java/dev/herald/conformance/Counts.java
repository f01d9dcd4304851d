package dev.herald.conformance;

import java.util.OptionalInt;

/**
 * The counts of one torrent in a scrape.
 *
 * @param complete number of seeders
 * @param incomplete number of all other peers
 * @param downloaded completed downloads
 * @param downloaders incomplete peers that download, without partial seeds, if the frontend sends them (BEP 21)
 */
public record Counts(int complete, int incomplete, int downloaded, OptionalInt downloaders) {}
