package dev.herald.conformance;

import dev.herald.bittorrent.InfoHash;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** The tracker tests that every frontend must pass. Each frontend has a subclass. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class TrackerConformance
        implements WorkedExample,
                PeerIdentityRules,
                CompletedRules,
                AddressFamilyRules,
                PeerSelectionRules,
                UnreachablePeerRules,
                ScrapeRules,
                IntervalRules {

    private final InfoHash torrent = new InfoHash(
            ThreadLocalRandom.current().nextLong(),
            ThreadLocalRandom.current().nextLong(),
            ThreadLocalRandom.current().nextInt());

    @Override
    public final InfoHash torrent() {
        return torrent;
    }
}
