package dev.herald.payara;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;

/**
 * Writes {@code text/plain; charset=utf-8} below {@code /api} with the blank, as Torrust does. Payara parses media types and writes
 * them without it, but Torrust's API tests compare the text ({@code asserts.rs}; here {@code LimitsContract}). Uses reflection into Payara; in another
 * container it has no effect.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public final class ExactContentType extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(ExactContentType.class.getName());
    private static final String HEADER = "Content-Type";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new ExactResponse(response));
    }

    private static final class ExactResponse extends HttpServletResponseWrapper {

        ExactResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setContentType(String type) {
            super.setContentType(type);
            write(type);
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, value);
            if (name.equalsIgnoreCase(HEADER)) {
                write(value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, value);
            if (name.equalsIgnoreCase(HEADER)) {
                write(value);
            }
        }

        private void write(String type) {
            if (type != null && type.contains(";") && !isCommitted()) {
                setExactly(getResponse(), type.replaceFirst(";\\s*", "; "));
            }
        }
    }

    private static void setExactly(ServletResponse facade, String type) {
        try {
            Field field = facade.getClass().getDeclaredField("response");
            field.setAccessible(true);
            Object response = field.get(facade);
            Object grizzly = response.getClass().getMethod("getCoyoteResponse").invoke(response);
            Class<?> types =
                    grizzly.getClass().getClassLoader().loadClass("org.glassfish.grizzly.http.util.ContentType");
            // Set as the part before the parameters, which is written unchanged.
            Object exact = types.getMethod("newContentType", String.class, String.class)
                    .invoke(null, type, null);
            Object packet = grizzly.getClass().getMethod("getResponse").invoke(grizzly);
            packet.getClass().getMethod("setContentType", types).invoke(packet, exact);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Media types are written as this container formats them", e);
        }
    }
}
