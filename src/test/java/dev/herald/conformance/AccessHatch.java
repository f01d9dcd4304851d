package dev.herald.conformance;

import dev.herald.access.Access;
import dev.herald.bittorrent.InfoHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Put into the deployed WAR, it lets a test change what the running tracker decides by: a line for each change, on a socket of
 * loopback, and {@code done} for an answer.
 */
@ApplicationScoped
public class AccessHatch {

    static final String PORT = "it.hatch";

    @Inject
    private Access access;

    /** Opens with the application, and closes with its process. */
    public void open(@Observes @Initialized(ApplicationScoped.class) Object event) throws IOException {
        ServerSocket socket = new ServerSocket(Integer.getInteger(PORT), 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(socket), "access-hatch");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(ServerSocket socket) {
        while (true) {
            try (Socket client = socket.accept();
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
                String answer = answer(lines.readLine());
                client.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String answer(String line) {
        String[] words = line.split(" ", 3);
        Operator operator = new DirectOperator(access);
        switch (words[0]) {
            case "putKey" -> operator.putKey(words[1], Long.parseLong(words[2]));
            case "removeKey" -> operator.removeKey(words[1]);
            case "list" -> operator.list(InfoHash.ofHex(words[1]));
            case "unlist" -> operator.unlist(InfoHash.ofHex(words[1]));
            case "deny" -> operator.deny(InfoHash.ofHex(words[1]), words[2]);
            case "undeny" -> operator.undeny(InfoHash.ofHex(words[1]));
            default -> {
                return "unknown";
            }
        }
        return "done";
    }
}
