package dev.herald.http;

import java.util.List;

/** The headers of a request; asked only when the request came from a trusted proxy. */
@FunctionalInterface
public interface RequestHeaders {

    /** The values of all lines of that name, in their order; empty if there is none. Names are case-insensitive. */
    List<String> values(String name);
}
