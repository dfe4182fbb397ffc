package org.lighterage.scenarios;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.app.LastWords;
import org.lighterage.scenarios.app.StringEndpoint;
import org.lighterage.scenarios.load.Gate;
import org.lighterage.scenarios.observers.TransferJournal;
import org.lighterage.scenarios.resuming.ResumingEndpoint;

/** The web application of the scenarios: the same on every server, with nothing in it for one of them. */
public final class ScenarioWar {

    private ScenarioWar() {}

    /** The application with the libraries. */
    public static WebArchive create() {
        return create("scenarios");
    }

    private static WebArchive create(String name) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addPackage(StringEndpoint.class.getPackage())
                .addAsLibraries(libraries())
                .addAsResource(new StringAsset(lastWords().toString()), LastWords.RESOURCE)
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
    }

    /** Where beans of the application write when they end. */
    static Path lastWords() {
        return Path.of("target", "last-words").toAbsolutePath();
    }

    /** What the build put into the directory of a system property: the library, and CDI where the server has none. */
    static File[] libraries() {
        return Path.of(Server.required("lighterage.war.libraries"))
                .toFile()
                .listFiles((dir, name) -> name.endsWith(".jar"));
    }

    /** Endpoints that know nothing of the library, which takes over those that the setting says. */
    public static WebArchive createWithRules(String endpoints) {
        return ShrinkWrap.create(WebArchive.class, "rules.war")
                .addPackage("org.lighterage.scenarios.rules")
                .addAsLibraries(libraries())
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml")
                .setWebXML(webXml(Map.of("lighterage.endpoints", endpoints)));
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

    /** The application with endpoints for load. */
    public static WebArchive createWithLoad() {
        return createWithLoad("scenarios");
    }

    /** As {@link #createWithLoad()}, at a path of its own. */
    static WebArchive createWithLoad(String name) {
        return create(name).addPackage(Gate.class.getPackage());
    }

    /** The application with endpoints whose sessions outlive their connections. */
    public static WebArchive createWithResuming() {
        return create().addPackage(ResumingEndpoint.class.getPackage());
    }

    /** The application with beans that observe transfers. */
    public static WebArchive createWithObservers() {
        return create().addPackage(TransferJournal.class.getPackage());
    }
}
