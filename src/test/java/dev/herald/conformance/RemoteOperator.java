package dev.herald.conformance;

import dev.herald.bittorrent.InfoHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Client of the {@link OperatorEndpoint} of a deployed tracker, which listens on {@code port}. */
record RemoteOperator(int port) implements Operator {

    @Override
    public void putKey(String key, long validUntil) {
        send("putKey " + key + " " + validUntil);
    }

    @Override
    public void removeKey(String key) {
        send("removeKey " + key);
    }

    @Override
    public void list(InfoHash torrent) {
        send("list " + torrent);
    }

    @Override
    public void unlist(InfoHash torrent) {
        send("unlist " + torrent);
    }

    @Override
    public void deny(InfoHash torrent, String reason) {
        send("deny " + torrent + " " + reason);
    }

    @Override
    public void undeny(InfoHash torrent) {
        send("undeny " + torrent);
    }

    private void send(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.equals("done\n")) {
                throw new AssertionError(line + " was answered " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + line, e);
        }
    }
}
