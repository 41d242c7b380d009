package dev.plumbline.serde.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.serde.Golden;
import dev.plumbline.serde.report.LabelCoverage.Cohort;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far the labels of a window have come, and what a report says of it. */
class LabelCoverageTest {
    private static final LabelCoverage COHORT =
            new LabelCoverage(1204, 30, 12_345.6, 99_999, new Cohort(1300, 0, 66, 3_600_000));
    private static final LabelCoverage BY_LABEL_TIME = new LabelCoverage(1233, 1, -0.5, 7, null);
    private static final LabelCoverage NONE_YET = new LabelCoverage(0, 0, Double.NaN, 0, new Cohort(9, 0, 0, 0));

    private final WindowReportEncoder encoder = new WindowReportEncoder();
    private final WindowReportDecoder decoder = new WindowReportDecoder();

    private static WindowReport report(@Nullable LabelCoverage labels) {
        return new WindowReport(
                "ctr",
                "7",
                new TreeMap<>(Map.of("country", "CN", "age", "18-24")),
                "tumbling 1m",
                1_763_750_040_000L,
                1_763_750_100_000L,
                true,
                null,
                1234,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(0.6931471805599453, 855.3436208109725, 1234),
                null,
                labels);
    }

    private static String text(String golden) {
        return new String(Golden.bytes(golden), StandardCharsets.UTF_8);
    }

    private String written(@Nullable LabelCoverage labels) {
        return new String(encoder.value(report(labels)), StandardCharsets.UTF_8);
    }

    @Test
    void coverageIsWhatHasALabelOfAllThatWasPredicted() {
        assertThat(COHORT.coverage()).isEqualTo(1204 / 1300.0);
        assertThat(NONE_YET.coverage()).isZero();
        assertThat(BY_LABEL_TIME.coverage()).isNaN();
        assertThat(new LabelCoverage(0, 0, Double.NaN, 0, new Cohort(0, 0, 0, 0)).coverage())
                .isNaN();
    }

    @Test
    void writesTheGoldenBytes() {
        assertThat(written(COHORT)).isEqualTo(text("window-report-v1.cohort.value.json"));
        assertThat(written(BY_LABEL_TIME)).isEqualTo(text("window-report-v1.label-time.value.json"));
        assertThat(written(null)).isEqualTo(text("window-report-v1.value.json"));
    }

    @Test
    void readsTheGoldenBytes() throws Exception {
        assertThat(decoder.decode(Golden.bytes("window-report-v1.cohort.value.json")))
                .isEqualTo(report(COHORT));
        assertThat(decoder.decode(Golden.bytes("window-report-v1.label-time.value.json")))
                .isEqualTo(report(BY_LABEL_TIME));
        assertThat(decoder.decode(Golden.bytes("window-report-v1.value.json"))).isEqualTo(report(null));
    }

    @Test
    void saysNothingOfWhatIsNotThere() throws Exception {
        LabelCoverage empty = new LabelCoverage(0, 0, Double.NaN, 0, new Cohort(0, 0, 0, 5));
        LabelCoverage noLabels = new LabelCoverage(0, 2, Double.NaN, 0, null);

        assertThat(written(NONE_YET))
                .contains("\"labels\":{\"predicted\":9,\"labelled\":0,\"negative\":0,\"unlabelled\":0,\"conflicted\":0,"
                        + "\"coverage\":0.0,\"awaited_ms\":0},");
        assertThat(written(empty)).contains("\"conflicted\":0,\"awaited_ms\":5},");
        assertThat(written(noLabels)).contains("\"labels\":{\"labelled\":0,\"negative\":2},");
        for (LabelCoverage labels : new LabelCoverage[] {NONE_YET, empty, noLabels}) {
            assertThat(decoder.decode(encoder.value(report(labels)))).isEqualTo(report(labels));
        }
    }

    @Test
    void theKeyIsThatOfAnyRevision() {
        assertThat(encoder.key(report(COHORT))).isEqualTo(encoder.key(report(null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"labelled\":1204 | \"labelled\":-1 | the labels of a window have labelled -1; it cannot be below 0",
                "\"labelled\":1204 | \"labelled\":1270 | a cohort of 1300 predictions cannot have 1270 labelled",
                "\"labelled\":1204 | \"labelled\":1203 | says coverage = 0.9261538461538461 of its labels, but its other members make 0.9253846153846154",
                "\"labelled\":1204 | \"lab\":1204 | labels/labelled is missing from the window report",
                "\"predicted\":1300, | `` | says coverage = 0.9261538461538461 of its labels, but its other members make null",
                "\"unlabelled\":0 | \"unlabelled\":0.5 | labels/unlabelled is 0.5 in the window report; it must be an integer",
                "\"awaited_ms\":3600000 | \"awaited_ms\":-2 | the labels of a window have awaited -2",
                "\"mean\":12345.6 | \"mean\":\"NaN\" | 1204 labels of a window have the mean age NaN ms",
                "\"age_ms\" | \"age\" | labels/age_ms is missing from the window report",
            })
    void refusesWhatItCannotBe(String part, String broken, String sentence) {
        String value = text("window-report-v1.cohort.value.json");
        assertThat(value).contains(part);

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> decoder.decode(value.replace(part, broken).getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(sentence);
    }

    @Test
    void theAgesAreThoseOfTheLabels() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelCoverage(0, 0, 0, 0, null))
                .withMessage(
                        "0 labels of a window have the mean age 0.0 ms and the largest age 0 ms; without labels these are"
                                + " NaN and 0, with labels they are numbers");
        assertThatIllegalArgumentException().isThrownBy(() -> new LabelCoverage(0, 0, Double.NaN, 1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new LabelCoverage(1, 0, Double.NaN, 1, null));
    }
}
