package dev.herald.http;

import dev.herald.metrics.Reason;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * The responses to rejected requests: status 200 and a dictionary with the failure reason (BEP 3). They have the intervals of other
 * responses, because libtorrent waits 1800 seconds without them. Those with fixed texts are encoded once.
 */
final class FailureResponses {

    private final Map<RequestError, TrackerResponse> errors = new EnumMap<>(RequestError.class);
    private final Map<Rejection, TrackerResponse> rejections = new EnumMap<>(Rejection.class);
    private final AnnouncePolicy policy;

    FailureResponses(AnnouncePolicy policy) {
        this.policy = policy;
        for (RequestError error : RequestError.values()) {
            errors.put(error, response(error.reason(), error.counted()));
        }
        for (Rejection rejection : Rejection.values()) {
            rejections.put(rejection, response(rejection.reason(), rejection.counted()));
        }
    }

    TrackerResponse of(RequestError error) {
        return errors.get(error);
    }

    TrackerResponse of(Rejection rejection) {
        return rejections.get(rejection);
    }

    /** The response to a rejection whose text may name a torrent. */
    TrackerResponse of(Rejection rejection, String text) {
        return text.equals(rejection.reason()) ? of(rejection) : response(text, rejection.counted());
    }

    private TrackerResponse response(String reason, Reason counted) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        BencodeWriter out = new BencodeWriter(80 + text.length).dictionary();
        out.text("failure reason").string(text, 0, text.length);
        out.text("interval").integer(policy.intervalSeconds());
        out.text("min interval").integer(policy.minIntervalSeconds());
        return TrackerResponse.bencoded(out.end().toBytes(), counted);
    }
}
