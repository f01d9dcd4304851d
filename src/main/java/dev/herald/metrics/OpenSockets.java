package dev.herald.metrics;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sockets of all frontends, for health checks. */
public final class OpenSockets {

    /** Sends a request to a socket through the network, as a client would. */
    @FunctionalInterface
    public interface Probe {

        /**
         * Checks that {@code address} answers within two seconds.
         *
         * @return the problem in a few words; empty if there is none
         */
        String ask(InetSocketAddress address);
    }

    /**
     * One bound address.
     *
     * @param frontend the frontend whose counters it uses
     * @param protocol the scheme of its URLs, such as {@code https}
     * @param name a description such as {@code udp 0.0.0.0:6969}
     * @param address the bound address
     * @param probe checks that it answers
     */
    public record OpenSocket(Frontend frontend, String protocol, String name, InetSocketAddress address, Probe probe) {}

    private final List<OpenSocket> open = new CopyOnWriteArrayList<>();

    /** Registers a socket. */
    public void opened(OpenSocket socket) {
        open.add(socket);
    }

    /** Returns all sockets in the order in which they were registered. */
    public List<OpenSocket> open() {
        return List.copyOf(open);
    }
}
