package dev.herald.admin;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the web console: the files below {@code /console} of the application, among them those of its libraries, which the build adds.
 * Each is read and compressed at its first request and kept, so there are as many in memory as the application contains.
 */
@WebServlet("/console/*")
public final class ConsoleFiles extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Map<String, ConsoleFile> files = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null) {
            response.sendRedirect(request.getContextPath() + request.getServletPath() + "/");
            return;
        }
        Optional<ConsoleFile> file = find(path.equals("/") ? "/index.html" : path);
        if (file.isPresent()) {
            send(file.get(), request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private Optional<ConsoleFile> find(String name) throws IOException {
        ConsoleFile known = files.get(name);
        if (known != null || !ConsoleFile.isName(name)) {
            return Optional.ofNullable(known);
        }
        try (InputStream in = getServletContext().getResourceAsStream("/console" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            ConsoleFile file = ConsoleFile.of(name, in.readAllBytes());
            files.put(name, file);
            return Optional.of(file);
        }
    }

    private static void send(ConsoleFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean gzip = file.isCompressible() && ConsoleFile.acceptsGzip(header(request, "Accept-Encoding"));
        response.setHeader("ETag", file.entityTag(gzip));
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("Content-Security-Policy", file.policy());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (ConsoleFile.matches(header(request, "If-None-Match"), file.entityTag(gzip))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.mediaType());
        byte[] body = file.content();
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
            body = file.compressed();
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The values of a header, joined by commas; empty if there is none. */
    private static String header(HttpServletRequest request, String name) {
        Enumeration<String> values = Objects.requireNonNull(request.getHeaders(name));
        StringBuilder joined = new StringBuilder();
        while (values.hasMoreElements()) {
            joined.append(joined.isEmpty() ? "" : ",").append(values.nextElement());
        }
        return joined.toString();
    }
}
