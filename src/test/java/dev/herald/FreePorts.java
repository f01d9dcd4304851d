package dev.herald;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * TCP ports for programs that must be told one before they listen. Each stays bound by this process until it ends, by a socket that
 * does not listen: the kernel gives the port to nobody who asks for any, and refuses connections to it. A server that sets
 * SO_REUSEADDR, as servers on Linux do, listens on it all the same, and may stop and start again.
 */
public final class FreePorts {

    private static final List<Socket> BOUND = new ArrayList<>();

    private FreePorts() {}

    /** One that nobody else is given as long as this process lives. */
    public static synchronized int next() {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BOUND.add(socket);
        return socket.getLocalPort();
    }
}
