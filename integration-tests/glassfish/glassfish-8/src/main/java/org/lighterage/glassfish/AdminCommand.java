package org.lighterage.glassfish;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * GlassFish's command, where Arquillian's adapter looks for it: a jar beside the server's modules, as GlassFish 7 has it.
 * That of GlassFish 8 is a script.
 */
public final class AdminCommand {

    private AdminCommand() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        Path modules = Path.of(AdminCommand.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
        String script = System.getProperty("os.name").startsWith("Windows") ? "asadmin.bat" : "asadmin";
        List<String> command = new ArrayList<>();
        command.add(modules.resolveSibling("bin").resolve(script).toString());
        command.addAll(List.of(arguments));
        System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
