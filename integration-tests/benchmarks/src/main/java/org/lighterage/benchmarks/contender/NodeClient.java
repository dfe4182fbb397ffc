package org.lighterage.benchmarks.contender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.lighterage.benchmarks.server.Directories;

/**
 * A client in Node: a process that takes commands and ends with this one, since its input does. Safe for use by any thread.
 */
final class NodeClient implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int TIMEOUT_SECONDS = 600;

    private final Process process;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<String>> asked = new ConcurrentHashMap<>();

    NodeClient() throws IOException {
        process = new ProcessBuilder(
                        "node",
                        "--expose-gc",
                        "--max-old-space-size=6000",
                        Directories.SCRIPTS.resolve("client.js").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::readAnswers, "Reads Node's answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** A new number, for a command or a link. */
    int newId() {
        return lastId.incrementAndGet();
    }

    /**
     * Gives a command that takes members of an object.
     *
     * @return what it was answered; null for nothing
     */
    String call(String method, int link, Map<String, String> argument) throws IOException {
        return call(method, link, json -> {
            json.writeObjectFieldStart("argument");
            for (Map.Entry<String, String> member : argument.entrySet()) {
                json.writeStringField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        });
    }

    /** Gives a command that takes a string. */
    String call(String method, int link, String argument) throws IOException {
        return call(method, link, json -> json.writeStringField("argument", argument));
    }

    @FunctionalInterface
    private interface Argument {

        void write(JsonGenerator json) throws IOException;
    }

    private String call(String method, int link, Argument argument) throws IOException {
        int id = newId();
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.put(id, answer);
        StringWriter command = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(command)) {
            json.writeStartObject();
            json.writeNumberField("id", id);
            json.writeStringField("method", method);
            json.writeNumberField("link", link);
            argument.write(json);
            json.writeEndObject();
        }
        write(command + "\n");
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IOException("Node, asked to " + method, e);
        }
    }

    private synchronized void write(String command) throws IOException {
        Writer input = process.outputWriter();
        input.write(command);
        input.flush();
    }

    private void readAnswers() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                answer(line);
            }
            throw new IOException("Node has ended");
        } catch (IOException e) {
            asked.values().forEach(answer -> answer.completeExceptionally(e));
        }
    }

    private void answer(String line) throws IOException {
        int id = 0;
        String value = null;
        String error = null;
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "id" -> id = json.getIntValue();
                    case "value" -> value = json.getValueAsString();
                    default -> error = json.getText();
                }
            }
        }
        CompletableFuture<String> answer = asked.remove(id);
        if (error == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(new IOException(error));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
