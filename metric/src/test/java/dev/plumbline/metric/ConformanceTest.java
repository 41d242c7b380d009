package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.metric.ConformanceCase.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every line of the shared vectors, against what the reference was measured to give and against the same semantics in
 * 50-digit arithmetic.
 *
 * <p>Three tags mark measurements of an artefact of the reference's float arithmetic, which exact sums do not share:
 * subnormal weights flushed to zero ({@code ftz}), sums beyond the float range ({@code overflow}), counts that stop
 * growing ({@code f32_saturation}). Those lines follow the 50-digit values only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
    private static final int LINES = 744;
    private static final Set<String> REFERENCE_ARTEFACTS = Set.of("ftz", "overflow", "f32_saturation");

    private final List<ConformanceCase> cases = ConformanceCase.all();

    @Test
    void everyLineIsCheckedAgainstSomething() {
        long expected = cases.stream().filter(ConformanceTest::followsExpected).count();
        long exact = cases.stream().filter(line -> line.exact() != null).count();
        long errors = cases.stream().filter(line -> line.error() != null).count();
        // Printed, so that the log of a build tells how much was compared.
        System.out.printf(
                "%d conformance lines: %d against expected, %d against exact, %d errors%n",
                cases.size(), expected, exact, errors);

        assertThat(cases).hasSize(LINES);
        assertThat(cases.stream().map(ConformanceCase::id).distinct()).hasSize(LINES);
        assertThat(errors).isEqualTo(40);
        assertThat(exact).isEqualTo(700);
        // All others but the eleven lines of artefacts.
        assertThat(expected).isEqualTo(LINES - 40 - 11);
    }

    @TestFactory
    List<DynamicTest> lines() {
        return cases.stream()
                .map(line -> DynamicTest.dynamicTest(line.id(), () -> check(line)))
                .toList();
    }

    private static boolean followsExpected(ConformanceCase line) {
        return line.expected() != null && Collections.disjoint(line.tags(), REFERENCE_ARTEFACTS);
    }

    private static void check(ConformanceCase line) {
        if (line.error() != null) {
            checkError(line, line.error());
            return;
        }
        List<BinaryCrossentropyAccumulator> parts = new ArrayList<>();
        for (List<Update> updates : line.partitions()) {
            BinaryCrossentropyAccumulator part = new BinaryCrossentropyAccumulator(line.config());
            updates.forEach(update -> part.update(update.yTrue(), update.yPred(), update.sampleWeight()));
            parts.add(part);
        }
        BinaryCrossentropyAccumulator merged = new BinaryCrossentropyAccumulator(line.config());
        parts.forEach(merged::merge);

        if (line.exact() != null) {
            assertClose("exact", merged.result(), line.exact(), Objects.requireNonNull(line.exactTolerance()));
        }
        if (followsExpected(line)) {
            assertClose("expected", merged.result(), line.expected(), Objects.requireNonNull(line.tolerance()));
        }
        checkParts(line, parts);
    }

    private static void checkParts(ConformanceCase line, List<BinaryCrossentropyAccumulator> parts) {
        BinaryCrossentropyResult tolerance = Objects.requireNonNull(line.tolerance());
        for (int i = 0; i < line.partitionStates().size(); i++) {
            BinaryCrossentropyResult measured = line.partitionStates().get(i);
            BinaryCrossentropyResult state = parts.get(i).result();
            assertNumber(
                    "sum of part " + i, state.weightedSum(), measured.weightedSum(), sumTolerance(line, tolerance));
            assertNumber("count of part " + i, state.weightCount(), measured.weightCount(), tolerance.weightCount());
        }
    }

    /**
     * A part was measured in the metric's dtype like the whole and is no larger, so the tolerance of the whole holds
     * for it. Where the whole is NaN it has none; there the finite parts are single rows, with a handful of roundings:
     * 16 half units in the last place.
     */
    private static double sumTolerance(ConformanceCase line, BinaryCrossentropyResult tolerance) {
        if (tolerance.weightedSum() > 0) {
            return tolerance.weightedSum();
        }
        return line.config().dtype() == DType.FLOAT32 ? 0x1p-20 : 0x1p-49;
    }

    private static void checkError(ConformanceCase line, String kind) {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(line.config());
        Update update = line.partitions().get(0).get(0);
        IllegalArgumentException refusal = catchThrowableOfType(
                IllegalArgumentException.class,
                () -> accumulator.update(update.yTrue(), update.yPred(), update.sampleWeight()));
        assertThat(kindOf(refusal)).isEqualTo(kind);
        assertThat(accumulator).isEqualTo(new BinaryCrossentropyAccumulator(line.config()));
    }

    private static String kindOf(IllegalArgumentException refusal) {
        if (refusal instanceof ShapeException shapes) {
            return shapes.kind().id();
        }
        assertThat(refusal).isInstanceOf(FloatTypeException.class).hasMessageContaining("set floatx to float64");
        return "label_smoothing_float_type";
    }

    private static void assertClose(
            String against,
            BinaryCrossentropyResult actual,
            BinaryCrossentropyResult wanted,
            BinaryCrossentropyResult tolerance) {
        assertNumber(against + " result", actual.result(), wanted.result(), tolerance.result());
        assertNumber(against + " weighted sum", actual.weightedSum(), wanted.weightedSum(), tolerance.weightedSum());
        assertNumber(against + " weight count", actual.weightCount(), wanted.weightCount(), tolerance.weightCount());
    }

    private static void assertNumber(String what, double actual, double wanted, double tolerance) {
        if (Double.isFinite(wanted)) {
            assertThat(actual).as(what).isCloseTo(wanted, within(tolerance));
        } else {
            // Boxed, because as numbers NaN does not equal itself.
            assertThat(Double.valueOf(actual)).as(what).isEqualTo(Double.valueOf(wanted));
        }
    }
}
