package dev.plumbline.serde.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.Golden;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowReportTest {
    private static final BinaryCrossentropyConfig DEFAULTS = BinaryCrossentropyConfig.defaults();
    private static final BinaryCrossentropyConfig UNUSUAL =
            new BinaryCrossentropyConfig("bce", DType.FLOAT64, true, 0.1, Variant.TF2_3, DType.FLOAT64);

    private final WindowReportEncoder encoder = new WindowReportEncoder();
    private final WindowReportDecoder decoder = new WindowReportDecoder();

    private static WindowReport report(BinaryCrossentropyConfig metric, double result, double sum, double count) {
        return new WindowReport(
                "ctr",
                "7",
                new TreeMap<>(Map.of("country", "CN", "age", "18-24")),
                "tumbling 1m",
                1_763_750_040_000L,
                1_763_750_100_000L,
                true,
                1234,
                metric,
                new BinaryCrossentropyResult(result, sum, count));
    }

    private static WindowReport usual() {
        return report(DEFAULTS, 0.6931471805599453, 855.3436208109725, 1234);
    }

    private static WindowReport unusual() {
        return new WindowReport(
                "a \"quoted\"\n\u00e9\ud83d\udea2",
                "",
                new TreeMap<>(),
                "sliding 10m/1m",
                -60_000,
                0,
                false,
                Partial.BOTH,
                0,
                UNUSUAL,
                new BinaryCrossentropyResult(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                null);
    }

    @Test
    void writesTheGoldenBytes() {
        assertThat(encoder.value(usual()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text("window-report-v1.value.json"));
        assertThat(encoder.key(usual())).asString(StandardCharsets.UTF_8).isEqualTo(text("window-report-v1.key.json"));
        assertThat(encoder.value(unusual()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text("window-report-v1.unusual.value.json"));
        assertThat(encoder.key(unusual()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text("window-report-v1.unusual.key.json"));
    }

    @Test
    void readsTheGoldenBytes() throws Exception {
        assertThat(decoder.decode(Golden.bytes("window-report-v1.value.json"))).isEqualTo(usual());
        WindowReport read = decoder.decode(Golden.bytes("window-report-v1.unusual.value.json"));

        assertThat(read.metric()).isEqualTo(UNUSUAL.withName("binary_crossentropy"));
        assertThat(read.result()).isEqualTo(unusual().result());
        assertThat(encoder.value(read)).isEqualTo(encoder.value(unusual()));
    }

    @ParameterizedTest
    @EnumSource(Partial.class)
    void saysWhichEndOfAWindowIsMissing(Partial partial) throws Exception {
        WindowReport whole = usual();
        WindowReport missing = new WindowReport(
                whole.model(),
                whole.version(),
                whole.slice(),
                whole.window(),
                whole.start(),
                whole.end(),
                true,
                partial,
                whole.records(),
                whole.metric(),
                whole.result(),
                null);

        assertThat(encoder.value(missing))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text("window-report-v1.value.json")
                        .replace("\"final\":true,", "\"final\":true,\"partial\":\"" + partial.id() + "\","));
        assertThat(encoder.key(missing)).isEqualTo(encoder.key(whole));
        assertThat(decoder.decode(encoder.value(missing))).isEqualTo(missing);
        assertThat(Partial.of(partial.code())).isEqualTo(partial);
    }

    /** Twelve rows with a pack over three bins; the same again with one class only, of which much is undefined. */
    private static WindowReport calibrated(int positives) {
        CalibrationAccumulator pack =
                new CalibrationAccumulator(CalibrationConfig.defaults().withBins(3));
        for (int i = 0; i < 12; i++) {
            pack.add(i % 3 < positives ? 1 : 0, (i % 5 + 1) / 8.0, i % 4 == 0 ? 0.5 : 1);
        }
        return new WindowReport(
                "ctr",
                "7",
                new TreeMap<>(),
                "tumbling 1m",
                1_763_750_040_000L,
                1_763_750_100_000L,
                true,
                null,
                12,
                DEFAULTS,
                new BinaryCrossentropyResult(0.5, 6, 12),
                pack.result());
    }

    @Test
    void carriesTheCalibrationMetrics() throws Exception {
        WindowReport some = calibrated(1);
        WindowReport none = calibrated(0);
        assertThat(encoder.value(some))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text("window-report-v1.calibration.value.json"));
        assertThat(encoder.value(none))
                .asString(StandardCharsets.UTF_8)
                .contains("\"roc_auc\":\"NaN\"", "\"calibration_ratio\":\"Infinity\"");

        for (WindowReport report : List.of(some, none)) {
            WindowReport read = decoder.decode(encoder.value(report));
            assertThat(read).isEqualTo(report);
            assertThat(encoder.value(read)).isEqualTo(encoder.value(report));
        }
        assertThat(decoder.decode(Golden.bytes("window-report-v1.calibration.value.json")))
                .isEqualTo(some);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "rows":12,          | "rows":11,                           | 12 of 11 rows
            "rows":12,          | "missing":12,                        | calibration/rows is missing
            [[6,                | [[6,1,                               | calibration/reliability_bins is
            """)
    void refusesCalibrationMetricsThatAreImpossible(String original, String broken, String sentence) {
        String value = text("window-report-v1.calibration.value.json");
        assertThat(value).contains(original);
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> decoder.decode(value.replace(original, broken).getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(sentence);
    }

    private static String text(String golden) {
        return new String(Golden.bytes(golden), StandardCharsets.UTF_8);
    }

    @Test
    void givesEqualReportsEqualBytes() {
        TreeMap<String, String> reversed = new TreeMap<>(Comparator.reverseOrder());
        reversed.putAll(usual().slice());
        WindowReport same = new WindowReport(
                "ctr",
                "7",
                reversed,
                "tumbling 1m",
                1_763_750_040_000L,
                1_763_750_100_000L,
                true,
                1234,
                DEFAULTS,
                usual().result());

        assertThat(same).isEqualTo(usual());
        assertThat(encoder.value(same)).isEqualTo(new WindowReportEncoder().value(usual()));
        assertThat(encoder.key(same)).isEqualTo(encoder.key(usual()));
    }

    @Test
    void keysARevisionLikeTheReportBeforeIt() {
        WindowReport revised = new WindowReport(
                "ctr",
                "7",
                usual().slice(),
                "tumbling 1m",
                1_763_750_040_000L,
                1_763_750_100_000L,
                false,
                99,
                UNUSUAL,
                unusual().result());

        assertThat(encoder.key(revised)).isEqualTo(encoder.key(usual()));
        assertThat(encoder.value(revised)).isNotEqualTo(encoder.value(usual()));
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        Random random = new Random(23);
        for (int i = 0; i < 200; i++) {
            WindowReport report = report(
                    DEFAULTS,
                    Double.longBitsToDouble(random.nextLong()),
                    Double.longBitsToDouble(random.nextLong()),
                    random.nextInt(10_000));
            assertThat(decoder.decode(encoder.value(report))).isEqualTo(report);
        }
    }

    /** The digits must not be those of {@link Double#toString}, which were longer than needed before JDK 19. */
    @ParameterizedTest
    @CsvSource({
        "2.0E-3, 0.002",
        "2.2E-322, 2.2E-322",
        "2.0E23, 2.0E23",
        "4.9E-324, 4.9E-324",
        "1.0E-7, 1.0E-7",
        "1e7, 1.0E7",
        "9007199254740993, 9.007199254740992E15"
    })
    void writesTheShortestDigits(double sum, String digits) {
        String value = new String(encoder.value(report(DEFAULTS, 0, sum, 1)), StandardCharsets.UTF_8);

        assertThat(value).contains("\"result\":0.0,\"weighted_sum\":" + digits + ",\"weight_count\":1.0}");
    }

    @Test
    void isJsonForAnyReader() throws Exception {
        JsonNode json = new ObjectMapper().readTree(encoder.value(unusual()));

        assertThat(json.at("/model").asText()).isEqualTo(unusual().model());
        assertThat(json.at("/binary_crossentropy/weight_count").asText()).isEqualTo("Infinity");
        assertThat(json.at("/window/start").asLong()).isEqualTo(-60_000);
    }

    @Test
    void passesOverMembersOfLaterReleases() throws Exception {
        String later = text("window-report-v1.value.json")
                .replace(
                        "\"final\":true",
                        "\"drift\":{\"ece\":[0.1,{\"a\":1},[\"b\"]],\"final\":false},\"note\":[],\"none\":null,\"final\":true");

        assertThat(decoder.decode(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(usual());

        String calibrated = text("window-report-v1.calibration.value.json")
                .replace(
                        "\"rows\":12,",
                        "\"rows\":12,\"flag\":true,\"note\":\"n\",\"more\":{\"a\":1},\"list\":[1,[2,[3]]],");
        assertThat(decoder.decode(calibrated.getBytes(StandardCharsets.UTF_8))).isEqualTo(calibrated(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"plumbline.window-report\" | \"other\" | format is other, not plumbline.window-report",
                "\"format\" | \"formt\" | format is null, not plumbline.window-report",
                "\"format_version\":1 | \"format_version\":2 | format_version is 2, this reader knows 1",
                "\"format_version\":1, | '' | format_version is null, this reader knows 1",
                "\"model\":\"ctr\" | \"model\":\"\" | the window report is impossible: a report's model is empty",
                "\"model\":\"ctr\" | \"model\":null | model is missing from the window report",
                "\"records\":1234 | \"records\":-1 | the window report is impossible: a report counts -1 records",
                "\"records\":1234 | \"records\":1.5 | counts/records is 1.5 in the window report; it must be an integer",
                "\"records\":1234 | \"rec\":1 | counts/records is missing from the window report",
                "\"counts\" | \"cnts\" | counts is missing from the window report",
                "\"final\":true | \"final\":1 | final is 1 in the window report; it must be true or false",
                "\"final\":true | \"final\":true,\"partial\":\"mid\" | the window report is impossible: partial is \"mid\"",
                "\"end\":1763750100000 | \"end\":1763750040000 | starts at 1763750040000 and ends at 1763750040000",
                "\"weight_count\":1234.0 | \"weight_count\":\"many\" | binary_crossentropy/weight_count is many in the window report",
                "\"variant\":\"keras3\" | \"variant\":\"keras9\" | the window report is impossible:",
                "}} | } | the value is not JSON",
                "}} | }}{} | something follows the window report",
            })
    void refusesAnythingElse(String part, String replacement, String sentence) {
        byte[] value =
                text("window-report-v1.value.json").replace(part, replacement).getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> decoder.decode(value))
                .withMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "17", "null"})
    void refusesWhatIsNoObject(String value) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> decoder.decode(value.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("is not a JSON object");
    }

    @Test
    void refusesBytesOfNoEncoding() {
        byte[] broken = {0, 0, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0};

        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> decoder.decode(broken));
    }

    @Test
    void refusesTextsThatNoUtf8CanHold() {
        BinaryCrossentropyResult result = usual().result();
        for (String half : new String[] {"\ud83d", "a\udea2"}) {
            for (SortedMap<String, String> slice :
                    List.of(new TreeMap<>(Map.of("a", half)), new TreeMap<>(Map.of(half, "a")))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new WindowReport("m", "", slice, "w", 0, 1, true, 0, DEFAULTS, result))
                        .withMessageContaining("half of a surrogate pair");
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new WindowReport(half, "", new TreeMap<>(), "w", 0, 1, true, 0, DEFAULTS, result))
                    .withMessageContaining("half of a surrogate pair");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new WindowReport("m", half, new TreeMap<>(), "w", 0, 1, true, 0, DEFAULTS, result))
                    .withMessageContaining("half of a surrogate pair");
        }
    }

    @Test
    void keepsItsOwnSlice() {
        TreeMap<String, String> slice = new TreeMap<>(Map.of("a", "1"));
        WindowReport report = new WindowReport("m", "", slice, "w", 0, 1, true, 0, DEFAULTS, usual().result());
        slice.put("b", "2");

        assertThat(report.slice()).containsOnlyKeys("a").isUnmodifiable();
    }

    @Test
    void tellsTheRevisionAndTheFormatInHeaders() {
        assertThat(ReportHeaders.revision(12))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("12");
        assertThat(ReportHeaders.revision(0))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("0");
        assertThat(ReportHeaders.format()).asString(StandardCharsets.US_ASCII).isEqualTo("plumbline.window-report");
        assertThat(ReportHeaders.formatVersion())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("1");
        assertThat(new String[] {ReportHeaders.REVISION, ReportHeaders.FORMAT, ReportHeaders.FORMAT_VERSION})
                .containsExactly("plumbline.revision", "plumbline.format", "plumbline.format_version");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportHeaders.revision(-1))
                .withMessage("the revision is -1; it counts from 0");
    }
}
