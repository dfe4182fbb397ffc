package org.lighterage.benchmarks.server;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lighterage.LargeMessages;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.client.LighterageClient;

/** The application as a WAR, made of what is on the class path, whether in jars or in directories. */
final class WarFile {

    private static final String BEANS = "<beans bean-discovery-mode=\"annotated\"/>";

    private WarFile() {}

    static void write(Path file) throws IOException {
        String application = Payload.class.getPackageName().replace('.', '/') + "/";
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(file))) {
            copy(originOf(Payload.class), name -> name.startsWith(application), "WEB-INF/classes/", war);
            for (Class<?> type : List.of(LargeMessages.class, LighterageClient.class, JsonFactory.class)) {
                add("WEB-INF/lib/" + type.getSimpleName() + ".jar", jar(originOf(type)), war);
            }
            add("WEB-INF/beans.xml", BEANS.getBytes(StandardCharsets.UTF_8), war);
        }
    }

    /** The jar or the directory that a class is from. */
    private static Path originOf(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static byte[] jar(Path origin) throws IOException {
        if (Files.isRegularFile(origin)) {
            return Files.readAllBytes(origin);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            copy(origin, name -> true, "", jar);
        }
        return bytes.toByteArray();
    }

    private static void copy(Path origin, Predicate<String> wanted, String prefix, ZipOutputStream to)
            throws IOException {
        if (Files.isDirectory(origin)) {
            copyTree(origin, wanted, prefix, to);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(origin)) {
            copyTree(jar.getPath("/"), wanted, prefix, to);
        }
    }

    private static void copyTree(Path root, Predicate<String> wanted, String prefix, ZipOutputStream to)
            throws IOException {
        try (Stream<Path> files = Files.walk(root).filter(Files::isRegularFile)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (wanted.test(name)) {
                    add(prefix + name, Files.readAllBytes(file), to);
                }
            }
        }
    }

    private static void add(String name, byte[] content, ZipOutputStream to) throws IOException {
        to.putNextEntry(new ZipEntry(name));
        to.write(content);
        to.closeEntry();
    }
}
