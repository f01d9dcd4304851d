package dev.herald;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Ports for those who must be told one before they take it. They lie below the range from which the kernel serves whoever asks for
 * any port, and each process of the tests begins elsewhere, so that nobody takes one between the choice and the use.
 */
public final class FreePorts {

    private static final int FIRST = 22_000;
    private static final int COUNT = 10_000;

    /** More than a process of the tests has ever asked for. */
    private static final int OF_A_PROCESS = 20;

    private static int next = (int) (ProcessHandle.current().pid() * OF_A_PROCESS % COUNT);

    private FreePorts() {}

    /** One that nobody has, over TCP and UDP, and that this process has not been given before. */
    public static synchronized int next() {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + next;
            next = (next + 1) % COUNT;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " on");
    }

    private static boolean isFree(int port) {
        try (ServerSocket tcp = new ServerSocket(port);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(port))) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
