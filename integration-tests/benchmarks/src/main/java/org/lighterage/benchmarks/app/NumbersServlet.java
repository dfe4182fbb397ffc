package org.lighterage.benchmarks.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells what the server's process has used, with {@code ?gc=} after so many collections of its garbage; a POST begins its peaks
 * anew.
 */
@WebServlet("/numbers")
public class NumbersServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient ProcessNumbers numbers = ProcessNumbers.ofThisProcess();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        String times = request.getParameter("gc");
        if (times != null) {
            ProcessNumbers.collectGarbage(Integer.parseInt(times));
        }
        response.getWriter().print(numbers.tell());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        numbers.reset();
        doGet(request, response);
    }
}
