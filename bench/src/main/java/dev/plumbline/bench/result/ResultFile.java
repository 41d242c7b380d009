package dev.plumbline.bench.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;

/** The result as a file: JSON with every figure of every pass, members in snake_case. */
public final class ResultFile {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT);

    private ResultFile() {}

    /**
     * Writes it.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(BenchResult result, Path file) throws IOException {
        JSON.writeValue(file.toFile(), result);
    }

    /** The same as a text. */
    static String text(BenchResult result) throws IOException {
        return JSON.writeValueAsString(result);
    }
}
