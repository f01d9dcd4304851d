package dev.herald.conformance;

import dev.herald.bittorrent.InfoHash;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** Who may use a tracker, whatever frontend is asked through: one class for each mode. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class AccessConformance implements DenialRules {

    abstract static class Public extends AccessConformance implements PublicRules {
        Public(Entrance entrance) {
            super(entrance);
        }
    }

    abstract static class Listed extends AccessConformance implements ListRules {
        Listed(Entrance entrance) {
            super(entrance);
        }
    }

    abstract static class Private extends AccessConformance implements KeyRules {
        Private(Entrance entrance) {
            super(entrance);
        }
    }

    abstract static class PrivateListed extends AccessConformance
            implements KeyRules, ListRules, KeyBeforeTorrentRules {
        PrivateListed(Entrance entrance) {
            super(entrance);
        }
    }

    private final Entrance entrance;
    private final ThreadLocalRandom random = ThreadLocalRandom.current();
    private final InfoHash torrent = new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
    private final String key = "%016x%016x".formatted(random.nextLong(), random.nextLong());
    private final String unknownKey = "%016X%016X".formatted(random.nextLong(), random.nextLong());

    AccessConformance(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public final Operator operator() {
        return entrance.operator();
    }

    @BeforeEach
    final void prepare() {
        operator().putKey(key, Long.MAX_VALUE);
        operator().list(torrent);
    }

    @Override
    public final FrontendClient frontend() {
        return entrance.client().at("/announce/" + key);
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

    /** Over a frontend whose scrapes have no URL, a private tracker tells nobody anything. */
    public final boolean scrapeTells() {
        return !(this instanceof KeyRules) || frontend().scrapesWithUrl();
    }
}
