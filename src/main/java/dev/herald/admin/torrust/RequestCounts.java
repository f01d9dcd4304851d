package dev.herald.admin.torrust;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import java.util.EnumSet;
import java.util.Set;

/** Sums of the request counters of the frontends, grouped as in Torrust. */
record RequestCounts(Metrics metrics) {

    /** Parsed and decided by the tracker. */
    static final Set<Outcome> HANDLED = EnumSet.of(Outcome.ANSWERED, Outcome.REJECTED, Outcome.FAILED);

    /** Answered with an error. */
    static final Set<Outcome> ANSWERED_WITH_ERROR = EnumSet.of(Outcome.REJECTED, Outcome.INVALID, Outcome.FAILED);

    /** Answered, with or without an error. */
    static final Set<Outcome> RESPONDED =
            EnumSet.of(Outcome.ANSWERED, Outcome.REJECTED, Outcome.INVALID, Outcome.FAILED);

    /** All errors. Torrust answers a wrong connection id with an error; Herald drops the request. */
    static final Set<Outcome> ERRORS =
            EnumSet.of(Outcome.REJECTED, Outcome.INVALID, Outcome.FAILED, Outcome.BAD_CONNECTION_ID);

    /** The HTTP frontends. */
    static final Set<Frontend> TCP = EnumSet.of(Frontend.HTTP_JAXRS, Frontend.HTTP_NETTY, Frontend.HTTP_NETTY_TLS);

    private static final Set<RequestType> ALL_TYPES = EnumSet.allOf(RequestType.class);

    long count(Frontend frontend, Family family, RequestType type, Set<Outcome> outcomes) {
        return outcomes.stream()
                .mapToLong(outcome -> metrics.count(frontend, family, type, outcome))
                .sum();
    }

    long count(Frontend frontend, Family family, Set<Outcome> outcomes) {
        return ALL_TYPES.stream()
                .mapToLong(type -> count(frontend, family, type, outcomes))
                .sum();
    }

    long handled(Frontend frontend, Family family, RequestType type) {
        return count(frontend, family, type, HANDLED);
    }

    /** The sum of both families. */
    long count(Frontend frontend, Outcome outcome) {
        return count(frontend, Family.IPV4, EnumSet.of(outcome)) + count(frontend, Family.IPV6, EnumSet.of(outcome));
    }
}
