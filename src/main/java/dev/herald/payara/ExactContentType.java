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
 * Writes {@code text/plain; charset=utf-8} below {@code /api} as Torrust does. Payara takes media types apart and puts them
 * together without the blank; that means the same, but Torrust's clients and tests compare texts.
 *
 * <p>The server's own classes are reached by reflection; another container does without this.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public final class ExactContentType extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(ExactContentType.class.getName());
    private static final String HEADER = "Content-Type";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new Spelling(response));
    }

    private static final class Spelling extends HttpServletResponseWrapper {

        Spelling(HttpServletResponse response) {
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
                respell(getResponse(), type.replaceFirst(";\\s*", "; "));
            }
        }
    }

    private static void respell(ServletResponse facade, String type) {
        try {
            Field field = facade.getClass().getDeclaredField("response");
            field.setAccessible(true);
            Object response = field.get(facade);
            Object grizzly = response.getClass().getMethod("getCoyoteResponse").invoke(response);
            Class<?> types =
                    grizzly.getClass().getClassLoader().loadClass("org.glassfish.grizzly.http.util.ContentType");
            // All of it as the part before the parameters, which is written as it is.
            Object exact = types.getMethod("newContentType", String.class, String.class)
                    .invoke(null, type, null);
            Object packet = grizzly.getClass().getMethod("getResponse").invoke(grizzly);
            packet.getClass().getMethod("setContentType", types).invoke(packet, exact);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "This container's media types are left as they are", e);
        }
    }
}
