package dev.plumbline.bench.contender;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A result of a contender other than Plumbline, one line of JSON.
 *
 * @param model the model's name
 * @param windowStart the window's first epoch millisecond
 * @param windowEnd the first epoch millisecond after it
 * @param records how many records were counted
 * @param weightedSum the sum of weight times loss, in nats
 * @param weightCount the sum of weights
 */
public record PeerRow(
        @JsonProperty("model") String model,
        @JsonProperty("window_start") long windowStart,
        @JsonProperty("window_end") long windowEnd,
        @JsonProperty("records") long records,
        @JsonProperty("weighted_sum") double weightedSum,
        @JsonProperty("weight_count") double weightCount) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The row as JSON, without a line end. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("numbers and a text can always be written", e);
        }
    }

    /**
     * Reads a row.
     *
     * @throws UncheckedIOException if the bytes are none
     */
    public static PeerRow of(byte[] json) {
        try {
            return JSON.readValue(json, PeerRow.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a contender's result is not what was agreed on", e);
        }
    }
}
