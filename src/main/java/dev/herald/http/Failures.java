package dev.herald.http;

import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.Rejection;
import java.util.EnumMap;
import java.util.Map;

/** How refusals look from outside: this file, and nowhere else. Those with fixed texts are made once. */
final class Failures {

    private final Map<Fault, TrackerAnswer> faults = new EnumMap<>(Fault.class);
    private final Map<Rejection, TrackerAnswer> rejections = new EnumMap<>(Rejection.class);

    private final AnnouncePolicy policy;

    /** Failures that ask clients to come back as regular answers do. */
    Failures(AnnouncePolicy policy) {
        this.policy = policy;
        for (Fault fault : Fault.values()) {
            faults.put(fault, failure(fault.reason(), policy));
        }
        for (Rejection rejection : Rejection.values()) {
            rejections.put(rejection, failure(rejection.reason(), policy));
        }
    }

    TrackerAnswer of(Fault fault) {
        return faults.get(fault);
    }

    TrackerAnswer of(Rejection rejection) {
        return rejections.get(rejection);
    }

    /** A rejection whose text may name a torrent. */
    TrackerAnswer of(Rejection rejection, String text) {
        return text.equals(rejection.reason()) ? of(rejection) : failure(text, policy);
    }

    private static TrackerAnswer failure(String reason, AnnouncePolicy policy) {
        Failure failure = new Failure(reason, policy.intervalSeconds(), policy.minIntervalSeconds(), "");
        return TrackerAnswer.bencoded(failure.bencoded());
    }
}
