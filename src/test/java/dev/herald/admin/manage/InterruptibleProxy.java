package dev.herald.admin.manage;

import dev.herald.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy on loopback that can be interrupted; its port is not reused meanwhile. */
final class InterruptibleProxy implements AutoCloseable {

    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    InterruptibleProxy(int target) throws IOException {
        this.target = target;
        this.server = listen(FreePorts.next());
    }

    int port() {
        return server.getLocalPort();
    }

    /** Closes all connections and rejects new ones. */
    void interrupt() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** Accepts connections again. */
    void resume() throws IOException {
        server = listen(server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        interrupt();
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        inBackground(() -> accept(listening));
        return listening;
    }

    private void accept(ServerSocket listening) {
        try {
            while (!listening.isClosed()) {
                Socket near = listening.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                inBackground(() -> copy(near, far));
                inBackground(() -> copy(far, near));
            }
        } catch (IOException e) {
            // Interrupted.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Interrupted.
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
