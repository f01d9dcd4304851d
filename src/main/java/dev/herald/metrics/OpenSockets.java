package dev.herald.metrics;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The doors that have been opened, so that health can ask whether each of them really answers. */
public final class OpenSockets {

    /** Asks a door a question through the network, as a client would. */
    @FunctionalInterface
    public interface Probe {

        /**
         * Whether the door at {@code address} answers within a second or two.
         *
         * @return the empty string if it does, else what is wrong, in a few words
         */
        String ask(InetSocketAddress address);
    }

    /**
     * One bound address.
     *
     * @param door as what its requests are counted
     * @param protocol that of its URLs, such as {@code https}
     * @param name what it is, for people, such as {@code udp 0.0.0.0:6969}
     * @param address where it is bound
     * @param probe how to ask it
     */
    public record OpenDoor(Frontend door, String protocol, String name, InetSocketAddress address, Probe probe) {}

    private final List<OpenDoor> open = new CopyOnWriteArrayList<>();

    /** Tells that a door has been opened. */
    public void opened(OpenDoor door) {
        open.add(door);
    }

    /** All doors that have been opened, in that order. */
    public List<OpenDoor> open() {
        return List.copyOf(open);
    }
}
