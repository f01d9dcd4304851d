package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import dev.herald.clients.Eventually;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Imports and exports; the same on every database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class TransferRules {

    private static final String TEXT = "text/plain";
    private static final String NDJSON = "application/x-ndjson";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ManagedHerald herald;

    TransferRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void an_import_reports_added_present_and_invalid_lines() {
        String one = hash(1);
        String two = hash(2);
        Answer first = send(
                        "whitelist", TEXT, "# comment\n" + one + "\n\n" + one.substring(1) + "\n" + two + " label\n")
                .is(200);
        assertThat(first.body())
                .isEqualTo("{\"lines\":5,\"added\":2,\"present\":0,\"bad\":1,"
                        + "\"bad_lines\":[{\"line\":4,\"detail\":\"A hash has 40 hexadecimal digits\"}]}");
        JsonObject again = send("whitelist", TEXT, one + "\n" + two + "\n" + hash(3) + "\n" + hash(3))
                .is(200)
                .json();
        assertThat(again.getInt("added")).isEqualTo(1);
        assertThat(again.getInt("present")).isEqualTo(3);
        assertThat(herald.api().get("/whitelist/" + two).is(200).json().getString("label"))
                .isEqualTo("label");
    }

    @Test
    void NDJSON_keeps_all_members() {
        String line =
                "{\"key\":\"key-of-an-import\",\"label\":\"l\",\"note\":\"n\\nn\",\"created\":\"2001-01-01T00:00:00Z\","
                        + "\"valid_until\":\"2099-01-01T00:00:00Z\"}";
        String body = line + "\n{\"key\":\"key-of-an-import-2\"}\n{\"key\":\"short\"}\n{\"kez\":1}\nnonsense\n";
        JsonObject report = send("keys", NDJSON, body).is(200).json();
        assertThat(report.getInt("added")).isEqualTo(2);
        assertThat(report.getJsonArray("bad_lines").getValuesAs(JsonObject.class))
                .extracting(bad -> bad.getInt("line"))
                .containsExactly(3, 4, 5);

        Answer exported = export("keys", NDJSON).is(200);
        assertThat(exported.header("Content-Type")).isEqualTo(NDJSON);
        assertThat(exported.body()).contains(line + "\n");
        Answer plain = export("keys", TEXT).is(200);
        assertThat(plain.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(plain.body()).contains("key-of-an-import 2099-01-01T00:00:00Z\n", "key-of-an-import-2\n");
    }

    @Test
    void plain_text_is_the_default_format() {
        assertThat(herald.api().get("/denylist/export").is(200).header("Content-Type"))
                .startsWith(TEXT);
        assertThat(export("denylist", "*/*").is(200).header("Content-Type")).startsWith(TEXT);
        export("denylist", "text/html").rejects(406, "Accept");
    }

    @Test
    void an_export_is_imported_again_without_a_change() {
        send("denylist", TEXT, hash(100) + " a reason\n" + hash(101) + "\n").is(200);
        for (String form : List.of(TEXT, NDJSON)) {
            String exported = export("denylist", form).is(200).body();
            JsonObject report = send("denylist", form, exported).is(200).json();
            assertThat(report.getInt("added") + report.getInt("bad")).isZero();
            assertThat(report.getJsonNumber("present").longValue())
                    .isEqualTo(exported.lines().count());
            assertThat(export("denylist", form).body()).isEqualTo(exported);
        }
    }

    @Test
    void an_import_may_be_larger_than_a_batch() {
        String body = String.join(
                "\n", IntStream.range(1000, 3500).mapToObj(TransferRules::hash).toList());
        assertThat(send("whitelist", TEXT, body).is(200).json().getInt("added")).isEqualTo(2500);
        assertThat(export("whitelist", TEXT).body().lines()).contains(hash(1000), hash(2000), hash(3499));
    }

    @Test
    void other_media_types_are_rejected() {
        send("whitelist", "application/json", "{}").rejects(415, "Content-Type");
        herald.api()
                .send("POST", "/whitelist/import", BodyPublishers.ofString(hash(60)))
                .rejects(415, "Content-Type");
    }

    @Test
    void invalid_UTF8_is_an_invalid_line() {
        byte[] body = (hash(50) + " x\n" + hash(51) + "\n").getBytes(UTF_8);
        body[41] = (byte) 0xff;
        JsonObject report = herald.api()
                .send("POST", "/whitelist/import", BodyPublishers.ofByteArray(body), "Content-Type", TEXT)
                .is(200)
                .json();
        assertThat(report.getJsonArray("bad_lines").getJsonObject(0).getString("detail"))
                .isEqualTo("not UTF-8");
        assertThat(report.getInt("added")).isEqualTo(1);
    }

    /** The import of a client that sends one line and then nothing. */
    @Test
    void endless_imports_block_only_further_imports() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < TransferLimiter.MAX; i++) {
                slow.add(beginImport());
            }
            Eventually.says("an import", "503", this::importNothing, PATIENCE);
            assertThat(export("denylist", TEXT).is(503).header("Retry-After")).isNotBlank();
            herald.api().get("/whitelist").is(200);
            herald.api().put("/whitelist/" + hash(99), "{}");
            herald.api().delete("/whitelist/" + hash(99)).is(204);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        Eventually.says("an import", "200", this::importNothing, PATIENCE);
    }

    private String importNothing() {
        return Integer.toString(send("denylist", TEXT, "# nothing\n").status());
    }

    private Socket beginImport() throws IOException {
        URI root = URI.create(herald.api().root());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), root.getPort());
        String head = "POST /manage/v1/denylist/import HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + ManagedHerald.TOKEN + "\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n# slow\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        return socket;
    }

    private Answer send(String list, String type, String body) {
        return herald.api().send("POST", "/" + list + "/import", BodyPublishers.ofString(body), "Content-Type", type);
    }

    private Answer export(String list, String type) {
        return herald.api().send("GET", "/" + list + "/export", BodyPublishers.noBody(), "Accept", type);
    }

    private static String hash(int number) {
        return "7ab0%036x".formatted(number);
    }
}
