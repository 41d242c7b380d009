package dev.plumbline.metric.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One line of {@code calibration.jsonl}.
 *
 * @param expected the object of expected values
 */
record CalibrationStream(String id, String name, List<Row> rows, JsonNode expected) {
    record Row(double label, double prediction, double weight) {}

    static List<CalibrationStream> all() {
        ObjectMapper mapper = new ObjectMapper();
        List<CalibrationStream> streams = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(CalibrationStream.class.getResourceAsStream("calibration.jsonl"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                streams.add(read(mapper.readTree(line)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return streams;
    }

    private static CalibrationStream read(JsonNode line) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < line.get("n").asInt(); i++) {
            rows.add(new Row(
                    line.get("y").get(i).doubleValue(),
                    line.get("p").get(i).doubleValue(),
                    line.get("w").isNull() ? 1 : line.get("w").get(i).doubleValue()));
        }
        return new CalibrationStream(line.get("id").asText(), line.get("name").asText(), rows, line.get("expected"));
    }

    /** The pack over all rows. */
    CalibrationAccumulator accumulate(CalibrationConfig config) {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(config);
        rows.forEach(row -> accumulator.add(row.label(), row.prediction(), row.weight()));
        return accumulator;
    }

    /** Non-finite numbers are written as the strings that {@link Double#parseDouble} reads. */
    static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.doubleValue();
    }
}
