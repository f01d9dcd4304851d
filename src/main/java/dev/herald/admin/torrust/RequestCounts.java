package dev.herald.admin.torrust;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import java.util.EnumSet;
import java.util.Set;

/** The counters of the doors, summed up as Torrust names such sums. */
record RequestCounts(Metrics metrics) {

    /** Understood, and decided by the tracker. */
    static final Set<Outcome> HANDLED = EnumSet.of(Outcome.ANSWERED, Outcome.REJECTED, Outcome.FAILED);

    /** Answered, though with an error. */
    static final Set<Outcome> ANSWERED_WITH_ERROR = EnumSet.of(Outcome.REJECTED, Outcome.INVALID, Outcome.FAILED);

    /** Answered in full or with an error. */
    static final Set<Outcome> RESPONDED =
            EnumSet.of(Outcome.ANSWERED, Outcome.REJECTED, Outcome.INVALID, Outcome.FAILED);

    /** Errors of any kind. What Torrust answers with "connection id could not be verified", Herald drops in silence. */
    static final Set<Outcome> ERRORS =
            EnumSet.of(Outcome.REJECTED, Outcome.INVALID, Outcome.FAILED, Outcome.BAD_CONNECTION_ID);

    /** Those that speak HTTP, with TLS or without. */
    static final Set<Frontend> TCP = EnumSet.of(Frontend.HTTP, Frontend.VOLUME, Frontend.VOLUME_TLS);

    private static final Set<RequestType> EVERY_KIND = EnumSet.allOf(RequestType.class);

    long count(Frontend door, Family family, RequestType kind, Set<Outcome> outcomes) {
        return outcomes.stream()
                .mapToLong(outcome -> metrics.count(door, family, kind, outcome))
                .sum();
    }

    long count(Frontend door, Family family, Set<Outcome> outcomes) {
        return EVERY_KIND.stream()
                .mapToLong(kind -> count(door, family, kind, outcomes))
                .sum();
    }

    long handled(Frontend door, Family family, RequestType kind) {
        return count(door, family, kind, HANDLED);
    }

    /** Of both families. */
    long count(Frontend door, Outcome outcome) {
        return count(door, Family.IPV4, EnumSet.of(outcome)) + count(door, Family.IPV6, EnumSet.of(outcome));
    }
}
