package dev.herald.admin.manage;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;

/** The headers of streams of events. */
final class EventResponses {

    private EventResponses() {}

    /** Must be called before the resource method returns. */
    static void prepare(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // nginx would collect events in a buffer.
        response.setHeader("X-Accel-Buffering", "no");
    }
}
