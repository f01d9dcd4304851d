package dev.herald.payara;

import java.lang.reflect.Method;
import java.util.Map;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * Adds reason phrases that Grizzly lacks; it writes {@code 422 CUSTOM}. Needs reflection, because since Servlet 6 an application cannot
 * choose a reason phrase.
 */
final class ReasonPhrases {

    /** RFC 9110, 15.5.21, and RFC 6585, 4. */
    private static final Map<Integer, String> MISSING = Map.of(422, "Unprocessable Content", 429, "Too Many Requests");

    private ReasonPhrases() {}

    /**
     * Adds them to Grizzly's table.
     *
     * @throws ReflectiveOperationException if this version of Grizzly is not supported
     */
    static void install() throws ReflectiveOperationException {
        Method register = HttpStatus.class.getDeclaredMethod("register", int.class, String.class);
        register.setAccessible(true);
        for (Map.Entry<Integer, String> status : MISSING.entrySet()) {
            register.invoke(null, status.getKey(), status.getValue());
        }
    }
}
