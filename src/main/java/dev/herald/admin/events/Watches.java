package dev.herald.admin.events;

import dev.herald.admin.events.EventStream.Event;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.Network;
import dev.herald.metrics.Frontend;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Watches of an operator: the announces of one torrent or one network, for at most five minutes, at most {@value Watch#PER_SECOND} a second.
 * The tracker knows of them only while there are any.
 */
public final class Watches implements AutoCloseable {

    /** The most watches at a time. */
    public static final int MAX_WATCHES = 4;

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private final ActivityListener listener;
    private final Executor writers;
    private final LongSupplier clock;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    /** Is told whether there are watches. */
    @FunctionalInterface
    public interface ActivityListener {

        /** Called when the first watch begins and when the last one ends. */
        void active(boolean active);
    }

    /**
     * Watches nothing yet.
     *
     * @param writers see {@link EventStream}
     * @param clock the current second since 1970
     */
    public Watches(ActivityListener listener, Executor writers, LongSupplier clock) {
        this.listener = listener;
        this.writers = writers;
        this.clock = clock;
    }

    /**
     * What is watched: one of both.
     *
     * @param infoHash a torrent
     * @param network the network of clients
     */
    public record Target(Optional<InfoHash> infoHash, Optional<Network> network) {

        boolean accepts(AnnounceRequest request) {
            if (infoHash.isPresent()) {
                InfoHash torrent = infoHash.get();
                return request.hashHigh() == torrent.high()
                        && request.hashMiddle() == torrent.middle()
                        && request.hashLow() == torrent.low();
            }
            return network.isPresent()
                    && network.get().contains(new Address(request.sourceHigh(), request.sourceLow()));
        }
    }

    /** A watch that has begun; {@code until} is the second since 1970 at which it ends. */
    public record Started(String id, long until) {}

    /**
     * Begins a watch.
     *
     * @param id a secret name that nobody can guess
     * @return empty if there are too many
     */
    public synchronized Optional<Started> start(String id, Target target) {
        if (watches.size() >= MAX_WATCHES) {
            return Optional.empty();
        }
        Watch watch = new Watch(id, target, clock.getAsLong() + LIFETIME.toSeconds(), writers);
        watches.add(watch);
        if (watches.size() == 1) {
            listener.active(true);
        }
        return Optional.of(new Started(id, watch.until));
    }

    /** Whether there is a watch with that name. */
    public boolean exists(String id) {
        return watches.stream().anyMatch(watch -> watch.id.equals(id));
    }

    /**
     * Adds a viewer to a watch.
     *
     * @return false if the watch has ended, or has too many viewers
     */
    public boolean view(String id, SseEventSink sink, Sse sse) {
        return watches.stream().filter(watch -> watch.id.equals(id)).anyMatch(watch -> watch.stream.add(sink, sse));
    }

    /** Ends a watch; does nothing if there is none. */
    public synchronized void stop(String id) {
        List<Watch> ended =
                watches.stream().filter(watch -> watch.id.equals(id)).toList();
        ended.forEach(this::end);
    }

    private void end(Watch watch) {
        watches.remove(watch);
        if (watches.isEmpty()) {
            listener.active(false);
        }
        watch.publish();
        watch.stream.finish(new Event("end", Long.toString(clock.getAsLong()), "{}"));
    }

    /** Sends what was seen to the viewers, and ends watches that are old; to be called once a second. */
    public synchronized void publish() {
        long second = clock.getAsLong();
        for (Watch watch : List.copyOf(watches)) {
            if (second >= watch.until) {
                end(watch);
            } else {
                watch.publish();
            }
        }
    }

    /** Whether an announce is watched. */
    public boolean accepts(AnnounceRequest request) {
        for (Watch watch : watches) {
            if (watch.target.accepts(request)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reports an announce that was handled.
     *
     * @param result {@code answered}, or the reason of the rejection
     */
    public void handled(AnnounceRequest request, Frontend frontend, String result) {
        long second = clock.getAsLong();
        for (Watch watch : watches) {
            if (watch.target.accepts(request) && watch.sample(second)) {
                watch.add(new Announce(
                        second,
                        frontend,
                        request.infoHash(),
                        request.event(),
                        request.left(),
                        ClientName.withVersion(request.idHigh()),
                        new Address(request.sourceHigh(), request.sourceLow()),
                        request.port(),
                        result));
            }
        }
    }

    @Override
    public synchronized void close() {
        new ArrayList<>(watches).forEach(this::end);
    }
}
