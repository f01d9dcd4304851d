package dev.herald.http;

import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.Rejection;
import java.util.EnumMap;
import java.util.Map;

/** How refusals look from outside: this file, and nowhere else. Those with fixed texts are made once. */
final class FailureResponses {

    private final Map<RequestError, TrackerResponse> faults = new EnumMap<>(RequestError.class);
    private final Map<Rejection, TrackerResponse> rejections = new EnumMap<>(Rejection.class);

    private final AnnouncePolicy policy;

    /** Failures that ask clients to come back as regular answers do. */
    FailureResponses(AnnouncePolicy policy) {
        this.policy = policy;
        for (RequestError fault : RequestError.values()) {
            faults.put(fault, failure(fault.reason(), policy));
        }
        for (Rejection rejection : Rejection.values()) {
            rejections.put(rejection, failure(rejection.reason(), policy));
        }
    }

    TrackerResponse of(RequestError fault) {
        return faults.get(fault);
    }

    TrackerResponse of(Rejection rejection) {
        return rejections.get(rejection);
    }

    /** A rejection whose text may name a torrent. */
    TrackerResponse of(Rejection rejection, String text) {
        return text.equals(rejection.reason()) ? of(rejection) : failure(text, policy);
    }

    private static TrackerResponse failure(String reason, AnnouncePolicy policy) {
        FailureBody failure = new FailureBody(reason, policy.intervalSeconds(), policy.minIntervalSeconds(), "");
        return TrackerResponse.bencoded(failure.bencoded());
    }
}
