package dev.herald.payara;

import java.lang.reflect.Method;
import java.util.Map;

/**
 * Reason phrases of status codes that Payara's HTTP server does not know; it writes {@code 422 CUSTOM}. By reflection into its
 * table, because since Servlet 6 an application cannot choose a phrase.
 */
final class ReasonPhrases {

    /** RFC 9110, 15.5.21, and RFC 6585, 4. */
    private static final Map<Integer, String> MISSING = Map.of(422, "Unprocessable Content", 429, "Too Many Requests");

    private ReasonPhrases() {}

    /**
     * Tells the server.
     *
     * @param container the class loader of the container
     * @throws ReflectiveOperationException if the container is not one that is known
     */
    static void teach(ClassLoader container) throws ReflectiveOperationException {
        Class<?> statuses = container.loadClass("org.glassfish.grizzly.http.util.HttpStatus");
        Method register = statuses.getDeclaredMethod("register", int.class, String.class);
        register.setAccessible(true);
        for (Map.Entry<Integer, String> status : MISSING.entrySet()) {
            register.invoke(null, status.getKey(), status.getValue());
        }
    }
}
