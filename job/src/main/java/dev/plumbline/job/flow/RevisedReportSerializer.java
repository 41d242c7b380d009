package dev.plumbline.job.flow;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import dev.plumbline.serde.report.Partial;
import dev.plumbline.serde.report.WindowReport;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a {@link RevisedReport}, version 1: revision (8 bytes); the series as in {@link SeriesKeySerializer}; window
 * specification as text, start and end (8 bytes each); whether it is final (1 byte); which end is missing (1 byte, 0 for
 * none, else {@link Partial#code}); records (8 bytes); the metric's name,
 * dtype, variant and floatx as texts, from_logits (1 byte) and label_smoothing (8 bytes); result, weighted sum and weight count
 * (8 bytes each); the calibration metrics as in {@link CalibrationBytes}; how far the labels have come, as in {@link LabelCoverageBytes}.
 */
public final class RevisedReportSerializer extends VersionedSerializer<RevisedReport> {

    /** The serializer; it has no state. */
    public static final RevisedReportSerializer INSTANCE = new RevisedReportSerializer();

    private RevisedReportSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public RevisedReport copy(RevisedReport from) {
        return from;
    }

    @Override
    public void serialize(RevisedReport revised, DataOutputView target) throws IOException {
        WindowReport report = revised.report();
        target.writeLong(revised.revision());
        SeriesKeySerializer.INSTANCE.serialize(new SeriesKey(report.model(), report.version(), report.slice()), target);
        Bytes.writeText(report.window(), target);
        target.writeLong(report.start());
        target.writeLong(report.end());
        target.writeBoolean(report.isFinal());
        Partial partial = report.partial();
        target.writeByte(partial == null ? 0 : partial.code());
        target.writeLong(report.records());
        serialize(report.metric(), target);
        target.writeDouble(report.result().result());
        target.writeDouble(report.result().weightedSum());
        target.writeDouble(report.result().weightCount());
        CalibrationBytes.write(report.calibration(), target);
        LabelCoverageBytes.write(report.labels(), target);
    }

    @Override
    public RevisedReport deserialize(DataInputView source) throws IOException {
        long revision = source.readLong();
        SeriesKey key = SeriesKeySerializer.INSTANCE.deserialize(source);
        return new RevisedReport(
                new WindowReport(
                        key.model(),
                        key.version(),
                        key.slice(),
                        Bytes.readText(source),
                        source.readLong(),
                        source.readLong(),
                        source.readBoolean(),
                        partial(source.readByte()),
                        source.readLong(),
                        metric(source),
                        new BinaryCrossentropyResult(source.readDouble(), source.readDouble(), source.readDouble()),
                        CalibrationBytes.read(source),
                        LabelCoverageBytes.read(source)),
                revision);
    }

    private static @Nullable Partial partial(byte code) {
        return code == 0 ? null : Partial.of(code);
    }

    private static void serialize(BinaryCrossentropyConfig metric, DataOutputView target) throws IOException {
        Bytes.writeText(metric.name(), target);
        Bytes.writeText(metric.dtype().id(), target);
        Bytes.writeText(metric.variant().id(), target);
        Bytes.writeText(metric.floatx().id(), target);
        target.writeBoolean(metric.fromLogits());
        target.writeDouble(metric.labelSmoothing());
    }

    private static BinaryCrossentropyConfig metric(DataInputView source) throws IOException {
        String name = Bytes.readText(source);
        DType dtype = DType.of(Bytes.readText(source));
        Variant variant = Variant.of(Bytes.readText(source));
        DType floatx = DType.of(Bytes.readText(source));
        return new BinaryCrossentropyConfig(name, dtype, source.readBoolean(), source.readDouble(), variant, floatx);
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<RevisedReport> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
