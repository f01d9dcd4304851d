package dev.herald.admin;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the static pages of the operator's port from the class path: {@code /manual/}, which the build renders from
 * {@code src/site/markdown}, and {@code /api-browser/}, the documentation of both APIs by Swagger UI. Of its WebJar only the two
 * files that the page needs are served.
 */
@WebServlet({"/manual/*", "/api-browser/*"})
public final class StaticFiles extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final String WEB_JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final Set<String> SWAGGER_UI = Set.of("/swagger-ui.css", "/swagger-ui-bundle.js");

    /** Has no dot but before a version and a suffix, so it cannot leave the folder. */
    private static final Pattern FILE =
            Pattern.compile("(?:/[a-z0-9-]+)*/[a-z0-9-]+(?:\\.[0-9]+)*(?:\\.min)?\\.(html|css|png|svg|js)");

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "png", "image/png",
            "svg", "image/svg+xml");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null) {
            response.sendRedirect(request.getContextPath() + request.getServletPath() + "/");
            return;
        }
        String name = path.equals("/") ? "/index.html" : path;
        Matcher file = FILE.matcher(name);
        String folder =
                SWAGGER_UI.contains(name) ? webJar() : request.getServletPath().substring(1);
        try (InputStream in = file.matches() ? open(folder + name) : null) {
            if (in == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType(MEDIA_TYPES.get(file.group(1)));
            // The pages use inline styles and data URLs, and nothing from other hosts.
            response.setHeader(
                    "Content-Security-Policy",
                    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-cache");
            in.transferTo(response.getOutputStream());
        }
    }

    /** The folder of Swagger UI, which is named by its version. */
    private static String webJar() throws IOException {
        Properties library = new Properties();
        try (InputStream in = open(WEB_JAR)) {
            library.load(in);
        }
        return "META-INF/resources/webjars/swagger-ui/" + library.getProperty("version");
    }

    private static InputStream open(String resource) {
        return StaticFiles.class.getClassLoader().getResourceAsStream(resource);
    }
}
