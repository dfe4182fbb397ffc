package org.lighterage.scenarios.remains;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.File;
import java.lang.ref.WeakReference;

/** Leaves in the server's virtual machine by what one can tell whether anything of its application is left. */
@WebListener
public class Leaving implements ServletContextListener {

    /** A weak reference to the application's class loader, among the system properties. */
    public static final String LOADER = "lighterage.scenarios.loader";

    /** The application's directory for temporary files, among the system properties. */
    public static final String DIRECTORY = "lighterage.scenarios.directory";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        File directory = (File) event.getServletContext().getAttribute(ServletContext.TEMPDIR);
        System.getProperties()
                .put(LOADER, new WeakReference<>(Thread.currentThread().getContextClassLoader()));
        System.setProperty(DIRECTORY, directory.getAbsolutePath());
    }
}
