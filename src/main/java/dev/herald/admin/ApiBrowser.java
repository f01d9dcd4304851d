package dev.herald.admin;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;

/**
 * {@code /api-browser/}: the description of both APIs as a page on which they can be tried. The page is Swagger UI's, out of its
 * WebJar; of that only the two files that it needs are there, by their names alone.
 */
@WebServlet("/api-browser/*")
public final class ApiBrowser extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final String LIBRARY = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String OURS = "api-browser/";

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null) {
            response.sendRedirect(request.getContextPath() + request.getServletPath() + "/");
            return;
        }
        String resource =
                switch (path) {
                    case "/" -> OURS + "index.html";
                    case "/start.js" -> OURS + "start.js";
                    case "/swagger-ui.css", "/swagger-ui-bundle.js" -> webJar() + path;
                    default -> "";
                };
        if (resource.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(MEDIA_TYPES.get(resource.substring(resource.lastIndexOf('.') + 1)));
        // Swagger UI writes styles and small pictures into the page itself; nothing comes from anywhere else.
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-cache");
        try (InputStream in = open(resource)) {
            in.transferTo(response.getOutputStream());
        }
    }

    /** Where the files of the library are: below its version. */
    private static String webJar() throws IOException {
        Properties library = new Properties();
        try (InputStream in = open(LIBRARY)) {
            library.load(in);
        }
        return "META-INF/resources/webjars/swagger-ui/" + library.getProperty("version");
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = ApiBrowser.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is not in the application");
        }
        return in;
    }
}
