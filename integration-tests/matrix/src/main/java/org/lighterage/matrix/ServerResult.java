package org.lighterage.matrix;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What the scenarios have shown on one server.
 *
 * @param title the server and its version
 * @param java the feature release of the JDK that the server ran on
 * @param run tests that were run
 * @param failed of those that were run
 * @param plainFrame megabytes of the longest frame of a plain peer that was taken; empty where that was not tried
 * @param differences the reasons for tests that were left out
 */
record ServerResult(String title, String java, int run, int failed, String plainFrame, Set<String> differences) {

    private static final String SCENARIOS = "TEST-org.lighterage.scenarios.*.xml";

    /** Reads the reports under the build directory of a server's module; null where there are none. */
    static ServerResult read(Path target) throws IOException {
        Path reports = target.resolve("surefire-reports");
        if (!Files.isDirectory(reports)) {
            return null;
        }
        Map<String, String> properties = new TreeMap<>();
        Set<String> differences = new TreeSet<>();
        int run = 0;
        int failed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, SCENARIOS)) {
            for (Path file : files) {
                Element suite = parse(file);
                read(suite, properties);
                int skipped = number(suite, "skipped");
                run += number(suite, "tests") - skipped;
                failed += number(suite, "failures") + number(suite, "errors");
                if (skipped > 0) {
                    reasons(suite, differences);
                }
            }
        }
        String title = properties.get("lighterage.server.title");
        if (title == null) {
            return null;
        }
        Path limit = target.resolve("plain-peer-limit");
        String plainFrame = Files.exists(limit) ? Files.readString(limit).strip() : "";
        // Of the tests, and of their server, too, where nothing else is said.
        String java = properties.getOrDefault("lighterage.server.java", properties.get("java.specification.version"));
        return new ServerResult(title, java, run, failed, plainFrame, differences);
    }

    private static Element parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }

    private static int number(Element suite, String attribute) {
        return Integer.parseInt(suite.getAttribute(attribute));
    }

    private static void read(Element suite, Map<String, String> properties) {
        NodeList found = suite.getElementsByTagName("property");
        for (int i = 0; i < found.getLength(); i++) {
            Element property = (Element) found.item(i);
            properties.put(property.getAttribute("name"), property.getAttribute("value"));
        }
    }

    private static void reasons(Element suite, Set<String> differences) {
        NodeList found = suite.getElementsByTagName("skipped");
        for (int i = 0; i < found.getLength(); i++) {
            differences.add(((Element) found.item(i)).getAttribute("message"));
        }
    }
}
