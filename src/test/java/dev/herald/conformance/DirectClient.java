package dev.herald.conformance;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.bittorrent.TrackerPath;
import dev.herald.metrics.Frontend;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Calls {@link Tracker} without a frontend. */
final class DirectClient implements FrontendClient {

    private static final int CAPACITY = 200;

    private final Tracker tracker;
    private final AccessKey key;
    private long second = 1_700_000_000L;

    DirectClient(Tracker tracker) {
        this(tracker, AccessKey.NONE);
    }

    private DirectClient(Tracker tracker, AccessKey key) {
        this.tracker = tracker;
        this.key = key;
    }

    /** Advances the clock. */
    void advanceSeconds(long seconds) {
        second += seconds;
    }

    @Override
    public Answer announce(Announce announce) {
        AnnounceRequest request = new AnnounceRequest()
                .infoHash(announce.torrent())
                .peerId(announce.id())
                .source(announce.peer().address(), announce.peer().port())
                .progress(announce.event(), announce.left(), 0, 0)
                .numWant(announce.numWant(), CAPACITY, true)
                .received(key, second);
        Received received = new Received();
        tracker.announce(request, received);
        return received.answer();
    }

    @Override
    public Map<InfoHash, Counts> scrape(List<InfoHash> torrents) {
        Map<InfoHash, Counts> found = new LinkedHashMap<>();
        tracker.scrape(ScrapeRequest.of(torrents, key, second), new ScrapeReply() {
            private InfoHash infoHash;

            @Override
            public void torrent(long hashHigh, long hashMiddle, int hashLow) {
                infoHash = new InfoHash(hashHigh, hashMiddle, hashLow);
            }

            @Override
            public void counts(int complete, int incomplete, int downloaders, int downloaded) {
                found.put(infoHash, new Counts(complete, incomplete, downloaded, OptionalInt.of(downloaders)));
            }

            @Override
            public void done() {}

            @Override
            public void rejected(Rejection rejection, String text) {
                throw new RejectedException(text);
            }
        });
        return found;
    }

    @Override
    public DirectClient at(String url) {
        return new DirectClient(tracker, TrackerPath.parse(url).key());
    }

    @Override
    public boolean scrapesWithUrl() {
        return true;
    }

    @Override
    public int maxPeers(Family family) {
        return CAPACITY;
    }

    @Override
    public OptionalInt maxTorrents() {
        return OptionalInt.empty();
    }

    @Override
    public boolean mixesFamilies() {
        return true;
    }

    private static final class Received implements AnnounceReply {

        @Override
        public Frontend frontend() {
            return Frontend.UDP;
        }

        private final List<Endpoint> peers = new ArrayList<>();
        private final List<SwarmCounts> counts = new ArrayList<>();
        private Optional<Answer> answer = Optional.empty();

        @Override
        public void peers(Family family, byte[] wire, int offset, int count) {
            for (int i = 0; i < count; i++) {
                int start = offset + i * family.peerBytes();
                int end = start + family.addressBytes();
                Address address = Address.of(Arrays.copyOfRange(wire, start, end));
                peers.add(new Endpoint(address, ByteBuffer.wrap(wire).getShort(end) & 0xffff));
            }
        }

        @Override
        public void counts(int complete, int incomplete, int downloaders, int downloaded) {
            counts.add(new SwarmCounts(complete, incomplete, downloaders, downloaded));
        }

        @Override
        public void accepted(int intervalSeconds, int minIntervalSeconds) {
            if (counts.size() != 1 || answer.isPresent()) {
                throw new AssertionError("more than one response to an announce");
            }
            answer = Optional.of(new Answer(
                    counts.get(0).complete(),
                    counts.get(0).incomplete(),
                    OptionalInt.of(counts.get(0).downloaded()),
                    intervalSeconds,
                    OptionalInt.of(minIntervalSeconds),
                    peers));
        }

        @Override
        public void rejected(Rejection rejection, String text) {
            throw new RejectedException(text);
        }

        private Answer answer() {
            return answer.orElseThrow(() -> new AssertionError("no response"));
        }
    }
}
