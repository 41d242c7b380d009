package dev.plumbline.serde.decode;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.ShapeException;
import dev.plumbline.serde.decode.TextSource.At;
import dev.plumbline.serde.decode.TextSource.Constant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The documented rules of validity applied to a {@link TreeOracle tree}, field by field, without a thought for speed. */
final class VerdictOracle {
    /** A field that cannot be taken, as {@code reason field}. */
    private static final class Refused extends RuntimeException {
        Refused(String reason, String field) {
            super(reason + " " + field, null, false, false);
        }
    }

    private record Numbers(List<Double> values, List<Integer> axes) {
        int[] shape() {
            return axes.stream().mapToInt(axis -> axis).toArray();
        }
    }

    private final FieldMapping mapping;
    private final BinaryCrossentropyConfig metric;
    private final int outputs;
    private final TreeOracle trees;
    private final long recordTimestamp;

    VerdictOracle(Decoding decoding) {
        mapping = decoding.mapping();
        metric = decoding.options().metric();
        outputs = decoding.options().outputs();
        trees = new TreeOracle(decoding.options().maxDepth());
        recordTimestamp = decoding.recordTimestamp();
    }

    /** The reason and the field, or the event as one line with every number in its bits. */
    String verdict(String record) {
        if (record.isEmpty()) {
            return "no_value ";
        }
        Object tree = trees.read(record);
        if (tree instanceof TreeOracle.Text reason) {
            return reason.text() + " ";
        }
        try {
            return event(tree);
        } catch (Refused refused) {
            return refused.getMessage();
        }
    }

    /** The bits of numbers, for comparison. */
    static String bits(double... values) {
        StringBuilder bits = new StringBuilder();
        for (double value : values) {
            bits.append(Long.toHexString(Double.doubleToLongBits(value))).append(' ');
        }
        return bits.toString();
    }

    private String event(Object tree) {
        String model =
                mapping.model() instanceof Constant constant ? constant.text() : name(tree, "model", mapping.model());
        String version = mapping.version() == null ? "" : name(tree, "version", mapping.version());
        String id = mapping.id() == null ? "" : name(tree, "id", TextSource.at(mapping.id()));
        long time = time(tree);
        Numbers known = mapping.yTrue() == null ? null : numbers(tree, "y_true", mapping.yTrue());
        Numbers yPred = numbers(tree, "y_pred", mapping.yPred());
        Numbers yTrue = known == null ? zeros(yPred) : known;
        Numbers weight = mapping.sampleWeight() == null ? null : numbers(tree, "sample_weight", mapping.sampleWeight());
        StringBuilder slices = new StringBuilder();
        for (SliceAttribute attribute : mapping.slices()) {
            slices.append(slice(tree, "slices." + attribute.name(), attribute.pointer()))
                    .append('|');
        }
        judgeValues(time, yTrue, yPred, weight);
        boolean scalar = single(yTrue) && single(yPred) && (weight == null || single(weight));
        require(!scalar || outputs < 2, "shape_mismatch", "y_pred");
        String origin = model + "|" + version + "|" + id + "|" + slices + time + "|"
                + (known == null ? "AWAITED0|" : "LABELLED0|");
        if (weight == null && single(yTrue) && single(yPred)) {
            return origin + bits(yTrue.values.get(0), yPred.values.get(0), 1);
        }
        if (weight != null && single(yTrue) && single(yPred) && single(weight)) {
            return origin + bits(yTrue.values.get(0), yPred.values.get(0), weight.values.get(0));
        }
        int[] labels = eventShape(yTrue);
        int[] predictions = eventShape(yPred);
        boolean oneRow = yTrue.axes.size() < 2 && yPred.axes.size() < 2;
        int[] weights = weight == null ? null : weight.axes.size() == 0 && oneRow ? new int[] {1} : weight.shape();
        if (!fits(labels, predictions, weights)) {
            boolean pairFits = fits(labels, predictions, null);
            throw new Refused("shape_mismatch", pairFits ? "sample_weight" : "y_pred");
        }
        if (outputs > 0) {
            require(predictions[predictions.length - 1] == outputs, "shape_mismatch", "y_pred");
            require(Arrays.equals(labels, predictions), "shape_mismatch", "y_true");
            require(weights == null || belongs(weights, predictions), "shape_mismatch", "sample_weight");
        }
        return origin
                + array(labels, yTrue)
                + array(predictions, yPred)
                + (weight == null ? "" : array(weights, weight));
    }

    /** Whether each weight has rows, told by its place along all axes but the last, or is that of one output of the only row. */
    private boolean belongs(int[] weights, int[] predictions) {
        boolean onlyRow = Arrays.stream(predictions).reduce(1, (a, b) -> a * b) == outputs;
        if (onlyRow && Arrays.equals(weights, new int[] {outputs})) {
            return true;
        }
        for (int axis = 0; axis < weights.length; axis++) {
            int rows = axis < predictions.length - 1 ? predictions[axis] : 1;
            if (weights[axis] != 1 && weights[axis] != rows) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(int[] labels, int[] predictions, int[] weights) {
        try {
            metric.checkShapes(labels, predictions, weights);
            return true;
        } catch (ShapeException e) {
            return false;
        }
    }

    private String array(int[] shape, Numbers numbers) {
        double[] rounded =
                numbers.values.stream().mapToDouble(metric.dtype()::round).toArray();
        return Arrays.toString(shape) + bits(rounded);
    }

    /** What stands for labels that come later. */
    private static Numbers zeros(Numbers numbers) {
        return new Numbers(Collections.nCopies(numbers.values.size(), 0.0), numbers.axes);
    }

    private static boolean single(Numbers numbers) {
        return numbers.values.size() == 1 && numbers.axes.size() <= 2;
    }

    private static int[] eventShape(Numbers numbers) {
        return switch (numbers.axes.size()) {
            case 0 -> new int[] {1, 1};
            case 1 -> new int[] {1, numbers.shape()[0]};
            default -> numbers.shape();
        };
    }

    private void judgeValues(long time, Numbers yTrue, Numbers yPred, Numbers weight) {
        boolean early = time < Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
        boolean late = time > Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
        if (early || late || (recordTimestamp >= 0 && time > recordTimestamp + 3_600_000)) {
            throw new Refused("time_out_of_range", "time");
        }
        for (double label : yTrue.values) {
            require(0 <= label && label <= 1, "label_out_of_range", "y_true");
        }
        for (double prediction : yPred.values) {
            require(Double.isFinite(metric.dtype().round(prediction)), "prediction_not_finite", "y_pred");
            boolean probability = 0 <= prediction && prediction <= 1;
            require(metric.fromLogits() || probability, "prediction_out_of_range", "y_pred");
        }
        for (double w : weight == null ? List.<Double>of() : weight.values) {
            require(w >= 0 && Double.isFinite(metric.dtype().round(w)), "weight_invalid", "sample_weight");
        }
    }

    private static void require(boolean condition, String reason, String field) {
        if (!condition) {
            throw new Refused(reason, field);
        }
    }

    private static Object find(Object tree, String field, String pointer, boolean required) {
        Object found = TreeOracle.at(tree, pointer);
        require(found != TreeOracle.REPEATED, "duplicate_field", field);
        require(!required || found != TreeOracle.NOTHING, "missing_field", field);
        return found;
    }

    private static String name(Object tree, String field, TextSource source) {
        // Model and id are needed and may be integers; a version may be any number, or none.
        boolean isModel = !field.equals("version");
        Object found = find(tree, field, ((At) source).pointer(), isModel);
        if (found == TreeOracle.NOTHING) {
            return "";
        }
        String name = null;
        if (found instanceof TreeOracle.Text text) {
            name = text.text();
        } else if (found instanceof TreeOracle.Numeral number
                && (number.isInteger() || (!isModel && isDecimal(number)))) {
            name = number.text();
        }
        require(name != null && name.length() <= 256 && !(isModel && name.isEmpty()), "wrong_type", field);
        require(StandardCharsets.UTF_16.newEncoder().canEncode(name), "wrong_type", field);
        return name;
    }

    private static String slice(Object tree, String field, String pointer) {
        Object found = find(tree, field, pointer, false);
        if (found == TreeOracle.NOTHING) {
            return null;
        }
        String value = null;
        if (found instanceof TreeOracle.Text text) {
            value = text.text();
        } else if (found instanceof Boolean || (found instanceof TreeOracle.Numeral number && number.isInteger())) {
            value = found instanceof TreeOracle.Numeral number ? number.text() : found.toString();
        }
        require(value != null && value.length() <= 256, "wrong_type", field);
        require(StandardCharsets.UTF_16.newEncoder().canEncode(value), "wrong_type", field);
        return value;
    }

    private static boolean isDecimal(TreeOracle.Numeral number) {
        return Character.isDigit(number.text().charAt(number.text().length() - 1));
    }

    private long time(Object tree) {
        if (mapping.time() == null) {
            return recordTimestamp;
        }
        Object found = find(tree, "time", mapping.time(), recordTimestamp < 0);
        if (found == TreeOracle.NOTHING) {
            return recordTimestamp;
        }
        if (found instanceof TreeOracle.Numeral number && isDecimal(number)) {
            return millis(number.text());
        }
        if (found instanceof TreeOracle.Text text) {
            String iso = iso(text.text());
            try {
                return OffsetDateTime.parse(iso).toInstant().toEpochMilli();
            } catch (DateTimeException e) {
                boolean local = isLocal(iso);
                if (!local && mapping.numericStrings() && isNumber(text.text()) && !isNonFinite(text.text())) {
                    return millis(text.text());
                }
            }
        }
        throw new Refused("wrong_type", "time");
    }

    /** The same in the one form that the JDK reads: T, a point, and an offset of hours and minutes. */
    private static String iso(String text) {
        if (text.length() <= 10) {
            return "";
        }
        String clock = text.substring(10)
                .replaceFirst("^ ", "T")
                .replaceFirst("(:[0-9]{2}),([0-9])", "$1.$2")
                .replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2")
                .replaceFirst("([+-][0-9]{2})$", "$1:00");
        return text.substring(0, 10) + clock;
    }

    private static boolean isLocal(String text) {
        try {
            LocalDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private long millis(String text) {
        BigDecimal exact =
                new BigDecimal(text).scaleByPowerOfTen(mapping.timeUnit().powerOfTenInMillis());
        if (exact.abs().compareTo(BigDecimal.valueOf(1e17)) > 0) {
            return exact.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return exact.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private Numbers numbers(Object tree, String field, String pointer) {
        Object found = find(tree, field, pointer, !field.equals("sample_weight"));
        if (found == TreeOracle.NOTHING) {
            return null;
        }
        List<Double> values = new ArrayList<>();
        collect(found, field, values);
        List<Integer> shape = new ArrayList<>();
        for (Object o = found; o instanceof List<?> list; o = list.isEmpty() ? "" : list.get(0)) {
            shape.add(list.size());
        }
        require(!shape.contains(0) && isRegular(found, shape, 0), "shape_mismatch", field);
        return new Numbers(values, shape);
    }

    private static boolean isRegular(Object tree, List<Integer> shape, int axis) {
        if (!(tree instanceof List<?> list)) {
            return axis == shape.size();
        }
        return axis < shape.size()
                && list.size() == shape.get(axis)
                && list.stream().allMatch(element -> isRegular(element, shape, axis + 1));
    }

    private void collect(Object tree, String field, List<Double> values) {
        if (tree instanceof List<?> list) {
            list.forEach(element -> collect(element, field, values));
        } else if (tree instanceof TreeOracle.Numeral number) {
            values.add(Double.parseDouble(number.text().replace("INF", "Infinity")));
        } else if (tree instanceof Boolean bool && field.equals("y_true")) {
            values.add(bool ? 1.0 : 0.0);
        } else if (tree instanceof TreeOracle.Text text && mapping.numericStrings() && isNumber(text.text())) {
            values.add(parse(text.text()));
        } else {
            throw new Refused("wrong_type", field);
        }
    }

    private static boolean isNumber(String text) {
        return isNonFinite(text) || text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    }

    private static boolean isNonFinite(String text) {
        return text.matches("(?i)[+-]?(nan|inf|infinity)");
    }

    private static double parse(String text) {
        if (text.matches("(?i)[+-]?nan")) {
            return Double.NaN;
        }
        if (isNonFinite(text)) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(text);
    }
}
