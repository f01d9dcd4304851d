package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client of a stream of events. */
final class StreamViewer implements AutoCloseable {

    private static final String NAME = "event: ";
    private static final String DATA = "data: ";
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final BufferedReader lines;
    private String name = "";

    /** Sends a request with a token. */
    StreamViewer(String url, String token) throws IOException {
        URI target = URI.create(url);
        socket = new Socket(target.getHost(), target.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        String request = "GET " + target.getRawPath() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads the status; to be called first. */
    boolean isAdmitted() throws IOException {
        return lines.readLine().contains(" 200 ");
    }

    /** The data of the next event. */
    JsonObject data() throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(DATA)) {
            name = line.startsWith(NAME) ? line.substring(NAME.length()) : name;
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
        return ManageApi.parse(line.substring(DATA.length())).asJsonObject();
    }

    /** The name of the event that was read last. */
    String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
