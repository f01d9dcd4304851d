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
 * Added to the deployed WAR, this bean lets a test change the access control of the running tracker over a loopback socket. Each
 * change is one line; the reply is {@code done}.
 */
@ApplicationScoped
public class OperatorEndpoint {

    static final String PORT = "it.operator-port";

    @Inject
    private Access access;

    /** Opens the socket at startup; it is closed when the process exits. */
    public void open(@Observes @Initialized(ApplicationScoped.class) Object event) throws IOException {
        ServerSocket socket = new ServerSocket(Integer.getInteger(PORT), 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(socket), "operator-endpoint");
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
