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
 * {@code /api-browser/}: the documentation of both APIs as an interactive page, by Swagger UI from its WebJar. Serves only the two
 * files of the WebJar that the page needs.
 */
@WebServlet("/api-browser/*")
public final class ApiBrowser extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final String LIBRARY = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String OWN = "api-browser/";

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
                    case "/" -> OWN + "index.html";
                    case "/start.js" -> OWN + "start.js";
                    case "/swagger-ui.css", "/swagger-ui-bundle.js" -> webJar() + path;
                    default -> "";
                };
        if (resource.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(MEDIA_TYPES.get(resource.substring(resource.lastIndexOf('.') + 1)));
        // Swagger UI uses inline styles and data URLs, and nothing from other hosts.
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-cache");
        try (InputStream in = open(resource)) {
            in.transferTo(response.getOutputStream());
        }
    }

    /** The folder of the library, which is named by its version. */
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
