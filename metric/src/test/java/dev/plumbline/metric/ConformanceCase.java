package dev.plumbline.metric;

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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code binary_crossentropy.jsonl}.
 *
 * @param partitions the updates of each part; a single part when nothing is merged
 * @param partitionStates the state of each part; empty when nothing is merged
 * @param expected what the reference gives, null when it raises
 * @param error the kind of error the reference raises, null when it gives something
 * @param exact the same semantics in 50-digit arithmetic, null where that is not a normal double
 */
record ConformanceCase(
        String id,
        Set<String> tags,
        BinaryCrossentropyConfig config,
        List<List<Update>> partitions,
        List<BinaryCrossentropyResult> partitionStates,
        @Nullable BinaryCrossentropyResult expected,
        @Nullable BinaryCrossentropyResult tolerance,
        @Nullable String error,
        @Nullable BinaryCrossentropyResult exact,
        @Nullable BinaryCrossentropyResult exactTolerance) {

    record Update(NdArray yTrue, NdArray yPred, @Nullable NdArray sampleWeight) {}

    static List<ConformanceCase> all() {
        ObjectMapper mapper = new ObjectMapper();
        List<ConformanceCase> cases = new ArrayList<>();
        try (InputStream in =
                        Objects.requireNonNull(ConformanceCase.class.getResourceAsStream("binary_crossentropy.jsonl"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                cases.add(read(mapper.readTree(line)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return cases;
    }

    private static ConformanceCase read(JsonNode line) {
        Set<String> tags = new TreeSet<>();
        line.get("tags").forEach(tag -> tags.add(tag.asText()));
        DType inputDtype = DType.of(line.get("input_dtype").asText());
        BinaryCrossentropyConfig config = BinaryCrossentropyConfig.defaults()
                .withVariant(Variant.of(line.get("variant").asText()))
                .withDtype(DType.of(line.get("dtype").asText()))
                .withFromLogits(line.get("from_logits").asBoolean())
                .withLabelSmoothing(line.get("label_smoothing").asDouble())
                .withFloatx(tags.contains("floatx_float64") ? DType.FLOAT64 : DType.FLOAT32);
        List<List<Update>> partitions = new ArrayList<>();
        List<BinaryCrossentropyResult> states = new ArrayList<>();
        if (line.get("updates").isNull()) {
            line.get("partitions").forEach(partition -> partitions.add(updates(partition, inputDtype)));
            line.get("partition_states")
                    .forEach(state -> states.add(new BinaryCrossentropyResult(
                            Double.NaN, number(state.get("weighted_sum")), number(state.get("weight_count")))));
        } else {
            partitions.add(updates(line.get("updates"), inputDtype));
        }
        boolean raises = line.get("expected").has("error");
        return new ConformanceCase(
                line.get("id").asText(),
                tags,
                config,
                partitions,
                states,
                raises ? null : result(line.get("expected")),
                result(line.get("tol")),
                raises ? line.get("expected").get("error").asText() : null,
                result(line.get("exact")),
                result(line.get("tol_exact")));
    }

    private static List<Update> updates(JsonNode nodes, DType dtype) {
        List<Update> updates = new ArrayList<>();
        for (JsonNode node : nodes) {
            updates.add(new Update(
                    Objects.requireNonNull(array(node, "y_true", dtype)),
                    Objects.requireNonNull(array(node, "y_pred", dtype)),
                    array(node, "sample_weight", dtype)));
        }
        return updates;
    }

    private static @Nullable NdArray array(JsonNode update, String field, DType dtype) {
        if (update.get(field).isNull()) {
            return null;
        }
        List<Double> flat = new ArrayList<>();
        flatten(update.get(field), flat);
        List<Integer> shape = new ArrayList<>();
        update.get("shape").get(field).forEach(length -> shape.add(length.asInt()));
        return NdArray.of(
                dtype,
                shape.stream().mapToInt(Integer::intValue).toArray(),
                flat.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void flatten(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            node.forEach(element -> flatten(element, into));
        } else {
            into.add(number(node));
        }
    }

    private static @Nullable BinaryCrossentropyResult result(@Nullable JsonNode node) {
        return node == null || node.isNull()
                ? null
                : new BinaryCrossentropyResult(
                        number(node.get("result")), number(node.get("weighted_sum")), number(node.get("weight_count")));
    }

    /** Non-finite numbers are written as the strings that {@link Double#parseDouble} reads. */
    private static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.doubleValue();
    }
}
