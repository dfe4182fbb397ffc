package org.lighterage.paths.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happened on the server: an attribute of the servlet context, where tests in the same JVM find it. */
@WebListener
public class Journal implements ServletContextListener {

    public static final String ATTRIBUTE = "journal";

    private static final List<String> ENTRIES = new CopyOnWriteArrayList<>();

    static void add(String entry) {
        ENTRIES.add(entry);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().setAttribute(ATTRIBUTE, ENTRIES);
    }
}
