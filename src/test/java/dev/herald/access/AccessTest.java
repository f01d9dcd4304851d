package dev.herald.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.AllocatedBytes;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AccessTest {

    private static final long NOW = 1_700_000_000L;
    private static final AccessKey KEY = AccessKey.of("YZSl4lMZupRuOpSRC3krIKR5BPB14nrJ");
    private static final AccessKey OTHER_KEY = AccessKey.of("ZZSl4lMZupRuOpSRC3krIKR5BPB14nrJ");
    private static final InfoHash TORRENT = Hashes.of(1);
    private static final InfoHash OTHER = Hashes.of(2);

    private final List<InfoHash> forbidden = new ArrayList<>();
    private final Access open = access(AccessSettings.PUBLIC);
    private final Access keyed = access(new AccessSettings(true, false, true));
    private final Access listing = access(new AccessSettings(false, true, true));

    @Test
    void a_public_tracker_ignores_keys() {
        assertThat(open.key(AccessKey.NONE, NOW)).isEqualTo(Decision.ALLOWED);
        assertThat(open.key(AccessKey.MALFORMED, NOW)).isEqualTo(Decision.ALLOWED);
        assertThat(open.key(KEY, NOW)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void a_key_is_valid_up_to_its_last_second() {
        keyed.putKey(KEY, NOW);
        assertThat(keyed.key(KEY, NOW)).isEqualTo(Decision.ALLOWED);
        assertThat(keyed.key(KEY, NOW + 1)).isEqualTo(Decision.EXPIRED_KEY);
        keyed.putKey(KEY, NOW + 1);
        assertThat(keyed.key(KEY, NOW + 1)).isEqualTo(Decision.ALLOWED);
        keyed.putKey(KEY, Access.FOREVER);
        assertThat(keyed.key(KEY, Access.FOREVER)).isEqualTo(Decision.ALLOWED);
        keyed.putKey(KEY, Long.MIN_VALUE);
        assertThat(keyed.key(KEY, NOW)).isEqualTo(Decision.EXPIRED_KEY);
        assertThat(keyed.keys()).isEqualTo(1);
    }

    @Test
    void expiry_can_be_switched_off() {
        Access lenient = access(new AccessSettings(true, false, false));
        lenient.putKey(KEY, 1);
        assertThat(lenient.key(KEY, NOW)).isEqualTo(Decision.ALLOWED);
        assertThat(lenient.key(OTHER_KEY, NOW)).isEqualTo(Decision.UNKNOWN_KEY);
    }

    @Test
    void missing_malformed_unknown_and_removed_keys_are_distinguished() {
        keyed.putKey(KEY, NOW);
        assertThat(keyed.key(AccessKey.NONE, NOW)).isEqualTo(Decision.MISSING_KEY);
        assertThat(keyed.key(AccessKey.of("short"), NOW)).isEqualTo(Decision.MALFORMED_KEY);
        assertThat(keyed.key(OTHER_KEY, NOW)).isEqualTo(Decision.UNKNOWN_KEY);
        keyed.removeKey(KEY);
        assertThat(keyed.key(KEY, NOW)).isEqualTo(Decision.UNKNOWN_KEY);
    }

    @Test
    void the_key_is_checked_before_the_torrent() {
        keyed.deny(TORRENT, "");
        assertThat(announce(keyed, KEY, TORRENT, NOW)).isEqualTo(Decision.UNKNOWN_KEY);
        keyed.putKey(KEY, NOW);
        assertThat(announce(keyed, KEY, TORRENT, NOW)).isEqualTo(Decision.DENIED);
        assertThat(announce(keyed, KEY, OTHER, NOW)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void only_a_listed_tracker_uses_the_whitelist() {
        assertThat(open.torrent(TORRENT)).isEqualTo(Decision.ALLOWED);
        assertThat(listing.torrent(TORRENT)).isEqualTo(Decision.UNLISTED);
        listing.list(TORRENT);
        assertThat(listing.torrent(TORRENT)).isEqualTo(Decision.ALLOWED);
        listing.unlist(TORRENT);
        assertThat(listing.torrent(TORRENT)).isEqualTo(Decision.UNLISTED);
    }

    @Test
    void a_denied_torrent_is_rejected_in_every_mode() {
        for (Access access : List.of(open, listing)) {
            access.list(TORRENT);
            access.deny(TORRENT, "requested by its author");
            assertThat(access.torrent(TORRENT)).isEqualTo(Decision.DENIED);
            assertThat(access.denialReason(TORRENT)).isEqualTo("requested by its author");
            access.deny(TORRENT, "");
            assertThat(access.denialReason(TORRENT)).isEmpty();
            access.undeny(TORRENT);
            assertThat(access.torrent(TORRENT)).isEqualTo(Decision.ALLOWED);
            assertThat(access.denied()).isZero();
        }
    }

    @Test
    void reports_each_torrent_that_is_forbidden() {
        open.list(TORRENT);
        open.unlist(TORRENT);
        listing.unlist(TORRENT);
        assertThat(forbidden).isEmpty();
        listing.list(TORRENT);
        listing.unlist(TORRENT);
        open.deny(OTHER, "");
        assertThat(forbidden).containsExactly(TORRENT, OTHER);
    }

    @Test
    void restricts_reports_whether_torrents_may_be_rejected() {
        assertThat(listing.restricts()).isTrue();
        assertThat(open.restricts()).isFalse();
        open.deny(TORRENT, "");
        assertThat(open.restricts()).isTrue();
        open.undeny(TORRENT);
        assertThat(open.restricts()).isFalse();
    }

    @Test
    void a_reload_replaces_all_keys() {
        keyed.putKey(KEY, NOW);
        keyed.replaceKeys(sink -> sink.accept(OTHER_KEY, NOW));
        assertThat(keyed.key(KEY, NOW)).isEqualTo(Decision.UNKNOWN_KEY);
        assertThat(keyed.key(OTHER_KEY, NOW)).isEqualTo(Decision.ALLOWED);
        assertThat(keyed.keys()).isEqualTo(1);
    }

    @Test
    void a_reload_of_the_whitelist_reports_removed_torrents_and_never_rejects_others() {
        listing.list(TORRENT);
        listing.list(OTHER);
        listing.replaceListed(sink -> {
            assertThat(listing.torrent(OTHER)).isEqualTo(Decision.ALLOWED);
            sink.accept(OTHER);
            assertThat(listing.torrent(TORRENT)).isEqualTo(Decision.ALLOWED);
            sink.accept(Hashes.of(3));
        });
        assertThat(forbidden).containsExactly(TORRENT);
        assertThat(listing.torrent(OTHER)).isEqualTo(Decision.ALLOWED);
        assertThat(listing.torrent(Hashes.of(3))).isEqualTo(Decision.ALLOWED);
        assertThat(listing.listed()).isEqualTo(2);
    }

    @Test
    void a_reload_of_the_whitelist_of_an_open_tracker_forbids_nothing() {
        open.list(TORRENT);
        open.replaceListed(sink -> {});
        assertThat(forbidden).isEmpty();
        assertThat(open.listed()).isZero();
    }

    @Test
    void a_reload_of_the_deny_list_reports_new_entries() {
        open.deny(TORRENT, "old");
        forbidden.clear();
        open.replaceDenied(sink -> {
            sink.accept(TORRENT, "new");
            sink.accept(OTHER, "");
        });
        assertThat(forbidden).containsExactly(OTHER);
        assertThat(open.denialReason(TORRENT)).isEqualTo("new");
        open.replaceDenied(sink -> {});
        assertThat(open.torrent(TORRENT)).isEqualTo(Decision.ALLOWED);
        assertThat(open.denialReason(TORRENT)).isEmpty();
    }

    @Test
    void a_failed_reload_changes_nothing() {
        listing.list(TORRENT);
        listing.deny(OTHER, "why");
        listing.putKey(KEY, NOW);
        forbidden.clear();
        assertThatThrownBy(() -> listing.replaceListed(sink -> fail(() -> sink.accept(OTHER))))
                .hasMessage("unavailable");
        assertThatThrownBy(() -> listing.replaceDenied(sink -> fail(() -> sink.accept(TORRENT, ""))))
                .hasMessage("unavailable");
        assertThatThrownBy(() -> listing.replaceKeys(sink -> fail(() -> sink.accept(OTHER_KEY, 1))))
                .hasMessage("unavailable");
        assertThat(forbidden).isEmpty();
        assertThat(listing.torrent(TORRENT)).isEqualTo(Decision.ALLOWED);
        assertThat(listing.torrent(OTHER)).isEqualTo(Decision.DENIED);
        assertThat(listing.keys()).isEqualTo(1);
    }

    @Test
    void decisions_allocate_nothing() {
        Access strict = access(new AccessSettings(true, true, true));
        strict.putKey(KEY, NOW);
        strict.list(TORRENT);
        strict.deny(OTHER, "why");
        assertThat(announce(strict, KEY, TORRENT, NOW)).isEqualTo(Decision.ALLOWED);
        assertThat(bytesPerAnnounce(strict, KEY, TORRENT, NOW)).isZero();
        assertThat(bytesPerAnnounce(strict, KEY, OTHER, NOW)).isZero();
        assertThat(bytesPerAnnounce(strict, KEY, TORRENT, NOW + 1)).isZero();
        assertThat(bytesPerAnnounce(strict, OTHER_KEY, TORRENT, NOW)).isZero();
    }

    private static void fail(Runnable first) {
        first.run();
        throw new IllegalStateException("unavailable");
    }

    private Access access(AccessSettings settings) {
        return new Access(settings, new Random(1), forbidden::add);
    }

    private static long bytesPerAnnounce(Access access, AccessKey key, InfoHash infoHash, long second) {
        AnnounceRequest request = new AnnounceRequest().infoHash(infoHash).received(key, second);
        return AllocatedBytes.perCall(() -> access.announce(request));
    }

    private static Decision announce(Access access, AccessKey key, InfoHash infoHash, long second) {
        return access.announce(new AnnounceRequest().infoHash(infoHash).received(key, second));
    }
}
