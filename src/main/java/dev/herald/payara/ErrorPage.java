package dev.herald.payara;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The page for errors that no resource has answered: the status in a few words. The container's own page would show the stack trace
 * to clients ({@code PortRules}).
 */
@WebServlet("/error")
public final class ErrorPage extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = status(request);
        byte[] body = text(status).getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
    }

    /** A client can request this page by its path; the answer is then 404. */
    private static int status(HttpServletRequest request) {
        boolean dispatched = request.getDispatcherType() == DispatcherType.ERROR;
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return dispatched && status instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND;
    }

    /** Fixed texts, without any part of the request or of an exception. */
    static String text(int status) {
        return switch (status) {
            case HttpServletResponse.SC_BAD_REQUEST -> "bad request\n";
            case HttpServletResponse.SC_NOT_FOUND -> "not found\n";
            case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> "method not allowed\n";
            case HttpServletResponse.SC_REQUEST_URI_TOO_LONG -> "Request-URI Too Long\n";
            case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> "not available\n";
            default -> status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR ? "refused\n" : "internal error\n";
        };
    }
}
