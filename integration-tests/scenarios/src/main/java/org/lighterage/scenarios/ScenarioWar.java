package org.lighterage.scenarios;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.app.LastWords;
import org.lighterage.scenarios.app.StringEndpoint;
import org.lighterage.scenarios.load.Gate;
import org.lighterage.scenarios.resuming.ResumingEndpoint;

/** The web application of the scenarios: the same on every server, with nothing in it for one of them. */
public final class ScenarioWar {

    private static final Map<String, WebArchive> SHARED = new ConcurrentHashMap<>();

    private ScenarioWar() {}

    /** The application with endpoints of every kind: one object, deployed once on each server. */
    public static WebArchive scenarios() {
        return shared("scenarios", name -> create(name)
                .addPackage(Gate.class.getPackage())
                .addPackage(ResumingEndpoint.class.getPackage()));
    }

    /**
     * Endpoints that know nothing of the library, which takes over those that the setting says: one object for each setting,
     * deployed once on each server.
     */
    public static WebArchive rules(String endpoints) {
        return shared("rules-" + endpoints, name -> ShrinkWrap.create(WebArchive.class, name + ".war")
                .addPackage("org.lighterage.scenarios.rules")
                .addAsLibraries(libraries())
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml")
                .setWebXML(webXml(Map.of("lighterage.endpoints", endpoints))));
    }

    private static WebArchive shared(String name, Function<String, WebArchive> factory) {
        return SHARED.computeIfAbsent(name, factory);
    }

    /** Whether an archive is one of those that are deployed once. */
    static boolean isShared(Archive<?> archive) {
        return SHARED.values().stream().anyMatch(shared -> shared == archive);
    }

    /** An application of one scenario, with the libraries and the endpoints that most need. */
    public static WebArchive create(String name) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addPackage(StringEndpoint.class.getPackage())
                .addAsLibraries(libraries())
                .addAsResource(new StringAsset(lastWords(name).toString()), LastWords.RESOURCE)
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
    }

    /** Where beans of an application write when they end. */
    static Path lastWords(String name) {
        return Path.of("target", name + ".last-words").toAbsolutePath();
    }

    /** What the build put into the directory of a system property: the library, and CDI where the server has none. */
    static File[] libraries() {
        return Path.of(Server.required("lighterage.war.libraries"))
                .toFile()
                .listFiles((dir, name) -> name.endsWith(".jar"));
    }

    /** A web.xml with parameters of the servlet context. */
    static Asset webXml(Map<String, String> parameters) {
        StringBuilder webXml =
                new StringBuilder("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">");
        parameters.forEach((key, value) -> webXml.append("<context-param><param-name>")
                .append(key)
                .append("</param-name><param-value>")
                .append(value)
                .append("</param-value></context-param>"));
        return new StringAsset(webXml.append("</web-app>").toString());
    }
}
