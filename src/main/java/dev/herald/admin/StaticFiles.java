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
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the static pages of the operator's port: {@code /console/}, with the files of its libraries, which the build adds; {@code /manual/},
 * which the build renders from {@code src/site/markdown}; and {@code /api-browser/}, the documentation of both APIs by Swagger UI, of whose
 * WebJar only the two files that the page needs are served.
 *
 * <p>Each file is read and compressed at its first request and kept, so there are as many in memory as the application contains.
 */
@WebServlet({"/console/*", "/manual/*", "/api-browser/*"})
public final class StaticFiles extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final String CONSOLE = "/console/";

    private static final String WEB_JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final Set<String> SWAGGER_UI =
            Set.of("/api-browser/swagger-ui.css", "/api-browser/swagger-ui-bundle.js");

    private final transient Map<String, StaticFile> files = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null) {
            response.sendRedirect(request.getContextPath() + request.getServletPath() + "/");
            return;
        }
        Optional<StaticFile> file = find(request.getServletPath() + (path.equals("/") ? "/index.html" : path));
        if (file.isPresent()) {
            send(file.get(), request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private Optional<StaticFile> find(String name) throws IOException {
        StaticFile known = files.get(name);
        if (known != null || !StaticFile.isName(name)) {
            return Optional.ofNullable(known);
        }
        try (InputStream in = open(name)) {
            if (in == null) {
                return Optional.empty();
            }
            StaticFile file = StaticFile.of(name, in.readAllBytes());
            files.put(name, file);
            return Optional.of(file);
        }
    }

    private InputStream open(String name) throws IOException {
        if (name.startsWith(CONSOLE)) {
            return getServletContext().getResourceAsStream(name);
        }
        return resource(
                SWAGGER_UI.contains(name) ? webJar() + name.substring(name.lastIndexOf('/')) : name.substring(1));
    }

    /** The folder of Swagger UI, which is named by its version. */
    private static String webJar() throws IOException {
        Properties library = new Properties();
        try (InputStream in = resource(WEB_JAR)) {
            library.load(in);
        }
        return "META-INF/resources/webjars/swagger-ui/" + library.getProperty("version");
    }

    private static InputStream resource(String name) {
        return StaticFiles.class.getClassLoader().getResourceAsStream(name);
    }

    private static void send(StaticFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean gzip = file.isCompressible() && StaticFile.acceptsGzip(header(request, "Accept-Encoding"));
        response.setHeader("ETag", file.entityTag(gzip));
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("Content-Security-Policy", file.policy());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (StaticFile.matches(header(request, "If-None-Match"), file.entityTag(gzip))) {
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
