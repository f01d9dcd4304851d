package dev.herald.admin.manage;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Herald's own API in the packaged jar, on the default database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ManageIT {

    @RegisterExtension
    static final ManagedHerald HERALD = new ManagedHerald(Map::of);

    @Nested
    final class Keys_and_lists extends EntryApiRules {
        Keys_and_lists() {
            super(HERALD);
        }
    }

    @Nested
    final class Imports_and_exports extends TransferRules {
        Imports_and_exports() {
            super(HERALD);
        }
    }

    @Nested
    final class Long_lists extends LongListRules {
        Long_lists() {
            super(HERALD);
        }
    }

    @Nested
    final class Scopes extends ScopeRules {
        Scopes() {
            super(HERALD);
        }
    }

    @Nested
    final class Sessions extends SessionRules {
        Sessions() {
            super(HERALD);
        }
    }

    @Nested
    final class Limits extends LimitRules {
        Limits() {
            super(HERALD);
        }
    }

    @Nested
    final class The_container extends ContainerRules {
        The_container() {
            super(HERALD);
        }
    }

    @Nested
    final class Torrents extends TorrentRules {
        Torrents() {
            super(HERALD);
        }
    }

    @Nested
    final class Figures extends FigureRules {
        Figures() {
            super(HERALD);
        }
    }

    @Nested
    final class Rejections extends RejectionRules {
        Rejections() {
            super(HERALD);
        }
    }

    @Nested
    final class Watches extends WatchRules {
        Watches() {
            super(HERALD);
        }
    }

    @Nested
    final class The_document extends DocumentRules {
        The_document() {
            super(HERALD);
        }
    }

    @Nested
    final class Random_requests extends DocumentFuzzRules {
        Random_requests() {
            super(HERALD);
        }
    }

    @Nested
    final class The_house extends AdministrationRules {
        The_house() {
            super(HERALD);
        }
    }
}
