package dev.herald.admin;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /manual/}: the manual, which the build renders from {@code src/site/markdown}. The page at {@code /} redirects here. */
@WebServlet("/manual/*")
public final class ManualPages extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final String FOLDER = "manual";

    /** Has no dot before the last one, so it cannot leave the folder. */
    private static final Pattern FILE =
            Pattern.compile("(?:/[a-z0-9-]+)*/[a-z0-9-]+(?:\\.[0-9]+)*(?:\\.min)?\\.(html|css|png)");

    private static final Map<String, String> MEDIA_TYPES =
            Map.of("html", "text/html;charset=utf-8", "css", "text/css;charset=utf-8", "png", "image/png");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "");
        if (path.isEmpty() || path.equals("/")) {
            response.sendRedirect(request.getContextPath() + request.getServletPath() + "/index.html");
            return;
        }
        Matcher file = FILE.matcher(path);
        try (InputStream in =
                file.matches() ? ManualPages.class.getClassLoader().getResourceAsStream(FOLDER + path) : null) {
            if (in == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType(MEDIA_TYPES.get(file.group(1)));
            response.setHeader(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-cache");
            in.transferTo(response.getOutputStream());
        }
    }
}
