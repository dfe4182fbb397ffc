package org.lighterage.benchmarks.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The same bytes as the body of a request or a response: what the server's transport can do without WebSocket. */
@WebServlet("/http")
public class HttpTransferServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(request.getInputStream());
        response.setContentType("text/plain");
        response.getWriter().print(fingerprint.receipt());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] bytes = Payload.parse(request.getParameter("payload")).array();
        response.setContentType("application/octet-stream");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
