package org.lighterage.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** Results for programs. */
final class JsonReport {

    private JsonReport() {}

    static String of(Results results) throws IOException {
        StringWriter written = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(written).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeObjectFieldStart("facts");
            for (Map.Entry<String, String> fact : results.facts().entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("targets");
            for (Target target : results.targets()) {
                json.writeStartObject();
                json.writeStringField("what", target.what());
                json.writeNumberField("measured", target.measured());
                json.writeStringField("bound", target.bound().describe());
                json.writeBooleanField("met", target.isMet());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("measurements");
            for (Measurement measurement : results.measurements()) {
                write(measurement, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("failures");
            for (String failure : results.failures()) {
                json.writeString(failure);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return written.append("\n").toString();
    }

    private static void write(Measurement measurement, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("experiment", measurement.experiment());
        json.writeStringField("situation", measurement.situation());
        json.writeStringField("contender", measurement.contender());
        json.writeStringField("metric", measurement.metric().name());
        json.writeStringField("unit", measurement.metric().unit());
        json.writeNumberField("median", measurement.values().median());
        json.writeNumberField("least", measurement.values().least());
        json.writeNumberField("most", measurement.values().most());
        json.writeFieldName("sorted");
        json.writeArray(measurement.values().sorted(), 0, measurement.values().count());
        json.writeEndObject();
    }
}
