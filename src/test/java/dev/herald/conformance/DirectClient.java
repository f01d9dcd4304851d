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
import dev.herald.tracker.AnnounceAnswer;
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
import java.util.OptionalInt;

/** Calls the tracker itself, as a door does that carries everything. */
final class DirectClient implements DoorClient {

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

    /** Lets time pass. */
    void passes(long seconds) {
        second += seconds;
    }

    @Override
    public Answer announce(Announce announce) {
        AnnounceRequest request = new AnnounceRequest(
                announce.torrent(),
                announce.id(),
                announce.peer().address(),
                announce.peer().port(),
                announce.event(),
                announce.left(),
                0,
                0,
                announce.wanted(),
                CAPACITY,
                true,
                key,
                second);
        Received received = new Received();
        tracker.announce(request, received);
        return received.answer();
    }

    @Override
    public Map<InfoHash, Counts> scrape(List<InfoHash> torrents) {
        Map<InfoHash, Counts> counts = new LinkedHashMap<>();
        tracker.scrape(new ScrapeRequest(torrents, key, second), new ScrapeReply() {
            @Override
            public void torrent(InfoHash infoHash, SwarmCounts found) {
                counts.put(
                        infoHash,
                        new Counts(
                                found.complete(),
                                found.incomplete(),
                                found.downloaded(),
                                OptionalInt.of(found.downloaders())));
            }

            @Override
            public void done() {}

            @Override
            public void rejected(Rejection rejection, String text) {
                throw new Refused(text);
            }
        });
        return counts;
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
    public int mostPeers(Family family) {
        return CAPACITY;
    }

    @Override
    public OptionalInt mostTorrents() {
        return OptionalInt.empty();
    }

    @Override
    public boolean mixesFamilies() {
        return true;
    }

    private static final class Received implements AnnounceReply {

        private final List<Endpoint> peers = new ArrayList<>();
        private final List<AnnounceAnswer> answers = new ArrayList<>();

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
        public void accepted(AnnounceAnswer answer) {
            answers.add(answer);
        }

        @Override
        public void rejected(Rejection rejection, String text) {
            throw new Refused(text);
        }

        private Answer answer() {
            if (answers.size() != 1) {
                throw new AssertionError("one announce has one answer, not " + answers);
            }
            AnnounceAnswer answer = answers.get(0);
            return new Answer(
                    answer.counts().complete(),
                    answer.counts().incomplete(),
                    OptionalInt.of(answer.counts().downloaded()),
                    answer.intervalSeconds(),
                    OptionalInt.of(answer.minIntervalSeconds()),
                    peers);
        }
    }
}
