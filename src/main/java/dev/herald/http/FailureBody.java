package dev.herald.http;

import java.nio.charset.StandardCharsets;

/**
 * A refusal as clients read it: status 200 and a dictionary (BEP 3, BEP 31). Without an interval libtorrent would come back
 * after 1800 seconds whatever the tracker would like.
 *
 * @param reason what the client is told; it goes out as UTF-8
 * @param intervalSeconds when the client shall announce again; 0 to say nothing
 * @param minIntervalSeconds the least time between announces; 0 to say nothing
 * @param retryIn minutes until it is worth trying again, or {@code never} (BEP 31); empty to say nothing
 */
record FailureBody(String reason, int intervalSeconds, int minIntervalSeconds, String retryIn) {

    byte[] bencoded() {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        BencodeWriter out = new BencodeWriter(80 + text.length).dictionary();
        out.text("failure reason").string(text, 0, text.length);
        if (intervalSeconds > 0) {
            out.text("interval").integer(intervalSeconds);
        }
        if (minIntervalSeconds > 0) {
            out.text("min interval").integer(minIntervalSeconds);
        }
        if (!retryIn.isEmpty()) {
            out.text("retry in").text(retryIn);
        }
        return out.end().toBytes();
    }
}
