package dev.plumbline.job.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.Records;
import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.Header;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.Partial;
import dev.plumbline.serde.report.WindowReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layout of {@code docs/FORMATS.md} that checkpoints hold or tasks exchange: golden bytes of version 1, and back. */
class SerializersTest {

    private static final BinaryCrossentropyConfig METRIC = BinaryCrossentropyConfig.defaults();
    private static final SeriesKey KEY = new SeriesKey("ctr", "7", new TreeMap<>(Map.of("country", "CN")));

    /** A report without labels, but for the byte that says so. */
    private static final String REPORT =
            "00000000000000040003637472000137010007636f756e7472790002434e0000000b74756d626c696e672031"
                    + "6d0000000000000000000000000000ea60010200000000000000050000001362696e6172795f63726f737365"
                    + "6e74726f707900000007666c6f61743332000000066b657261733300000007666c6f61743332000000000000"
                    + "0000003fe1db125784f5e33ffac89b834770d4400800000000000000";

    static Stream<Arguments> values() {
        SourceSpan span = new SourceSpan("t", 3, 10, 12, 2);
        return Stream.of(
                golden("series key", SeriesKeySerializer.INSTANCE, KEY, "0003637472000137010007636f756e7472790002434e"),
                golden("whole population", SeriesKeySerializer.INSTANCE, new SeriesKey("ctr", ""), "0003637472000000"),
                golden(
                        "accumulator",
                        WindowAccumulatorSerializer.INSTANCE,
                        accumulator(),
                        "000000000000000201000101007f000806b226e0d1dc34e00101008600010c00"),
                golden(
                        "pane sum",
                        PaneSumSerializer.INSTANCE,
                        new PaneSum(KEY, 60_000, accumulator(), List.of(span)),
                        "0003637472000137010007636f756e7472790002434e000000000000ea60000000000000000201000101007f"
                                + "000806b226e0d1dc34e00101008600010c000000000100017400000003000000000000000a000000000000000c"
                                + "0000000000000002"),
                golden(
                        "dead letter",
                        DeadLetterSerializer.INSTANCE,
                        letter(),
                        "000000046c6174650000000474696d650000000b4974206973206c6174652e00000001740000000100000000"
                                + "000000020000000000000003ffffffff0000000576616c7565000000020000000168ffffffff000000016800"
                                + "00000101"),
                golden("report", RevisedReportSerializer.INSTANCE, new RevisedReport(report(), 4), REPORT + "00"),
                golden(
                        "report of a cohort",
                        RevisedReportSerializer.INSTANCE,
                        new RevisedReport(
                                report(new LabelCoverage(4, 1, 2.5, 7, new LabelCoverage.Cohort(9, 2, 1, 3_600_000))),
                                4),
                        REPORT + "0200000000000000040000000000000001400400000000000000000000000000070000000000000009"
                                + "00000000000000020000000000000001000000000036ee80"),
                golden(
                        "report by label time",
                        RevisedReportSerializer.INSTANCE,
                        new RevisedReport(report(new LabelCoverage(0, 5, Double.NaN, 0, null)), 4),
                        REPORT + "01000000000000000000000000000000057ff80000000000000000000000000000"),
                golden(
                        "ledger account",
                        LedgerAccountSerializer.INSTANCE,
                        LedgerAccount.ofModel("ctr"),
                        "00056d6f64656c0003637472"),
                golden(
                        "overflow",
                        LedgerAccountSerializer.INSTANCE,
                        LedgerAccount.OVERFLOW,
                        "00086f766572666c6f770000"),
                golden(
                        "ledger posting",
                        LedgerPostingSerializer.INSTANCE,
                        new LedgerPosting(
                                LedgerAccount.ofModel("ctr"),
                                9,
                                Map.of(ReasonCode.LATE, 2L),
                                new TreeMap<>(Map.of(60_000L, 7L))),
                        "00056d6f64656c000363747200000000000000090000000100046c6174650000000000000002"
                                + "00000001000000000000ea600000000000000007"),
                golden(
                        "ledger balance",
                        LedgerBalanceSerializer.INSTANCE,
                        new LedgerBalance(LedgerAccount.ofModel("ctr"), 9, 3, 4, Map.of(ReasonCode.LATE, 2L)),
                        "00056d6f64656c0003637472000000000000000900000000000000030000000000000004"
                                + "0000000100046c6174650000000000000002"));
    }

    private static <T> Arguments golden(String name, TypeSerializer<T> serializer, T value, String hex) {
        return Arguments.of(Named.of(name, serializer), value, hex);
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void readsBackWhatItWrote(TypeSerializer<T> serializer, T value) throws IOException {
        T read = serializer.deserialize(new DataInputDeserializer(bytes(serializer, value)));

        assertThat(bytes(serializer, read)).isEqualTo(bytes(serializer, value));
        assertThat(read).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void copiesAreEqualAndSurviveTheTrip(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer piped = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(bytes(serializer, value)), piped);

        assertThat(piped.getCopyOfBuffer()).isEqualTo(bytes(serializer, value));
        assertThat(bytes(serializer, serializer.copy(value))).isEqualTo(bytes(serializer, value));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void theLayoutStaysAsItIs(TypeSerializer<T> serializer, T value, String hex) throws IOException {
        assertThat(HexFormat.of().formatHex(bytes(serializer, value))).isEqualTo(hex);
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void aCheckpointNamesTheVersionAndAnUnknownOneIsRefused(TypeSerializer<T> serializer) throws IOException {
        TypeSerializerSnapshot<T> snapshot = serializer.snapshotConfiguration();
        assertThat(snapshot.getCurrentVersion()).isEqualTo(1);
        assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
        assertThat(snapshot.resolveSchemaCompatibility(serializer.snapshotConfiguration())
                        .isCompatibleAsIs())
                .isTrue();

        assertThatThrownBy(() -> snapshot.readSnapshot(2, new DataInputDeserializer(new byte[0]), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("layout version 2");
    }

    @Test
    void everyKindOfRecordComesBack() throws IOException {
        SourceRecord scalar = Records.valid("ctr", 1, 2, 3, 1, 0.25, 0.5);
        SourceRecord rejected = Records.rejected(1, 2, ReasonCode.NOT_JSON);
        SourceRecord named = Records.rejected("ctr", 1, 2, ReasonCode.WRONG_TYPE);
        named.setAdmitted(false);
        SourceRecord arrays = Records.valid("ctr", 1, 2, 3);
        arrays.prediction().setArrays(array(1, 0), array(0.5, 0.25), null);
        SourceRecord weighted = Records.valid("ctr", 1, 2, 3);
        weighted.prediction().setArrays(array(1, 0), array(0.5, 0.25), NdArray.vector(DType.FLOAT32, 2));

        SourceRecord sliced = Records.sliced("ctr", 2, 3, "CN", null, "");
        sliced.prediction().setId("a1");
        sliced.setOverflow(0x8001);

        for (SourceRecord record : List.of(scalar, rejected, named, arrays, weighted, sliced)) {
            byte[] bytes = bytes(SourceRecordSerializer.INSTANCE, record);
            SourceRecord read = SourceRecordSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
            assertThat(bytes(SourceRecordSerializer.INSTANCE, read)).isEqualTo(bytes);
            assertThat(bytes(SourceRecordSerializer.INSTANCE, SourceRecordSerializer.INSTANCE.copy(record)))
                    .isEqualTo(bytes);
            assertThat(read.model()).isEqualTo(record.model());
            assertThat(read.admitted()).isEqualTo(record.admitted());
            assertThat(read.overflow()).isEqualTo(record.overflow());
            if (record.rejection() == null) {
                assertThat(read.prediction()).hasToString(record.prediction().toString());
                assertThat(loss(read)).isEqualTo(loss(record));
            }
        }
    }

    @Test
    void theCalibrationMetricsComeBack() throws IOException {
        WindowAggregate aggregate = new WindowAggregate(METRIC, CalibrationConfig.defaults());
        WindowAccumulator accumulator = aggregate.createAccumulator();
        for (int i = 0; i < 400; i++) {
            aggregate.add(
                    Records.valid("ctr", 0, i, 0, i % 3 == 0 ? 1 : 0, (i * 37 % 401) / 401.0, 1 + i % 2 * 0.25)
                            .prediction(),
                    accumulator);
        }
        byte[] bytes = bytes(WindowAccumulatorSerializer.INSTANCE, accumulator);
        WindowAccumulator read = WindowAccumulatorSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
        assertThat(read).isEqualTo(accumulator);
        assertThat(bytes(WindowAccumulatorSerializer.INSTANCE, read)).isEqualTo(bytes);

        WindowReport loss = report();
        RevisedReport report = new RevisedReport(
                new WindowReport(
                        loss.model(),
                        loss.version(),
                        loss.slice(),
                        loss.window(),
                        loss.start(),
                        loss.end(),
                        true,
                        null,
                        400,
                        METRIC,
                        loss.result(),
                        aggregate.getResult(accumulator).calibration()),
                2);
        byte[] reported = bytes(RevisedReportSerializer.INSTANCE, report);
        assertThat(RevisedReportSerializer.INSTANCE.deserialize(new DataInputDeserializer(reported)))
                .isEqualTo(report);
    }

    @Test
    void aFlagThatIsNoneIsDamage() throws IOException {
        byte[] bytes = bytes(WindowAccumulatorSerializer.INSTANCE, accumulator());
        bytes[bytes.length - 1] = 4;
        assertThatThrownBy(() -> WindowAccumulatorSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stands 4, not 0 to 3");
    }

    @Test
    void anAccumulatorCopyIsIndependent() {
        WindowAccumulator original = accumulator();
        WindowAccumulator copy = WindowAccumulatorSerializer.INSTANCE.copy(original);
        copy.merge(accumulator());

        assertThat(original).isEqualTo(accumulator());
        assertThat(copy.records()).isEqualTo(2 * original.records());
    }

    private static BinaryCrossentropyResult loss(SourceRecord record) {
        WindowAccumulator accumulator = new WindowAggregate(METRIC).createAccumulator();
        record.prediction().addTo(accumulator.loss());
        return accumulator.loss().result();
    }

    private static NdArray array(double... values) {
        return NdArray.of(DType.FLOAT32, new int[] {1, values.length}, values);
    }

    private static WindowAccumulator accumulator() {
        WindowAggregate aggregate = new WindowAggregate(METRIC);
        WindowAccumulator accumulator = aggregate.createAccumulator();
        aggregate.add(Records.valid("ctr", 0, 0, 0, 1, 0.5, 2).prediction(), accumulator);
        aggregate.add(Records.valid("ctr", 0, 0, 0, 0, 0.25, 1).prediction(), accumulator);
        return accumulator;
    }

    private static DeadLetter letter() {
        return new DeadLetter(
                new Rejection(ReasonCode.LATE, "time", "It is late."),
                "t",
                1,
                2,
                3,
                null,
                "value".getBytes(StandardCharsets.UTF_8),
                List.of(new Header("h", null), new Header("h", new byte[] {1})));
    }

    private static WindowReport report() {
        return report(null);
    }

    private static WindowReport report(@Nullable LabelCoverage labels) {
        return new WindowReport(
                "ctr",
                "7",
                KEY.slice(),
                "tumbling 1m",
                0,
                60_000,
                true,
                Partial.END,
                5,
                METRIC,
                accumulator().loss().result(),
                null,
                labels);
    }

    private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }
}
