package dev.herald.conformance;

import dev.herald.bittorrent.InfoHash;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** Access control tests for every frontend, one nested class for each mode of the tracker. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class AccessConformance implements DenyListRules {

    abstract static class Public extends AccessConformance implements PublicModeRules {
        Public(FrontendUnderTest frontendUnderTest) {
            super(frontendUnderTest);
        }
    }

    abstract static class Listed extends AccessConformance implements ListedModeRules {
        Listed(FrontendUnderTest frontendUnderTest) {
            super(frontendUnderTest);
        }
    }

    abstract static class Private extends AccessConformance implements KeyRules {
        Private(FrontendUnderTest frontendUnderTest) {
            super(frontendUnderTest);
        }
    }

    abstract static class PrivateListed extends AccessConformance
            implements KeyRules, ListedModeRules, KeyBeforeTorrentRules {
        PrivateListed(FrontendUnderTest frontendUnderTest) {
            super(frontendUnderTest);
        }
    }

    private final FrontendUnderTest frontendUnderTest;
    private final ThreadLocalRandom random = ThreadLocalRandom.current();
    private final InfoHash torrent = new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
    private final String key = "%016x%016x".formatted(random.nextLong(), random.nextLong());
    private final String unknownKey = "%016X%016X".formatted(random.nextLong(), random.nextLong());

    AccessConformance(FrontendUnderTest frontendUnderTest) {
        this.frontendUnderTest = frontendUnderTest;
    }

    @Override
    public final Operator operator() {
        return frontendUnderTest.operator();
    }

    @BeforeEach
    final void prepare() {
        operator().putKey(key, Long.MAX_VALUE);
        operator().list(torrent);
    }

    @Override
    public final FrontendClient frontend() {
        return frontendUnderTest.client().at("/announce/" + key);
    }

    @Override
    public final InfoHash torrent() {
        return torrent;
    }

    @Override
    public final String key() {
        return key;
    }

    @Override
    public final String unknownKey() {
        return unknownKey;
    }

    /** A scrape of a private tracker returns zeros if the frontend cannot carry a key in scrapes. */
    public final boolean scrapeReturnsCounts() {
        return !(this instanceof KeyRules) || frontend().scrapesWithUrl();
    }
}
