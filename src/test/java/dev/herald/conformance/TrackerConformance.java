package dev.herald.conformance;

import dev.herald.bittorrent.InfoHash;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** What a tracker does, whatever frontend it is asked through. A frontend joins by a class that extends this one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class TrackerConformance
        implements WorkedExample,
                IdentityRules,
                CompletedRules,
                FamilyRules,
                ChoiceRules,
                UnreachableRules,
                ScrapeRules,
                PaceRules {

    private final InfoHash torrent = new InfoHash(
            ThreadLocalRandom.current().nextLong(),
            ThreadLocalRandom.current().nextLong(),
            ThreadLocalRandom.current().nextInt());

    @Override
    public final InfoHash torrent() {
        return torrent;
    }
}
