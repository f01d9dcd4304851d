package dev.herald.conformance;

import dev.herald.bittorrent.InfoHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks to the {@link AccessHatch} of a deployed tracker at that port. */
record HatchOperator(int port) implements Operator {

    @Override
    public void putKey(String key, long validUntil) {
        say("putKey " + key + " " + validUntil);
    }

    @Override
    public void removeKey(String key) {
        say("removeKey " + key);
    }

    @Override
    public void list(InfoHash torrent) {
        say("list " + torrent);
    }

    @Override
    public void unlist(InfoHash torrent) {
        say("unlist " + torrent);
    }

    @Override
    public void deny(InfoHash torrent, String reason) {
        say("deny " + torrent + " " + reason);
    }

    @Override
    public void undeny(InfoHash torrent) {
        say("undeny " + torrent);
    }

    private void say(String line) {
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
