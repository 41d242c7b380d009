package dev.plumbline.job.flow;

import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.LabelCoverage.Cohort;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of how far labels have come, for reports on their way to the sink: 1 byte, 0 if predictions bring their labels along, 1 if the
 * window goes by the time of the labels, 2 if it is a cohort; unless it is 0, labelled, negative, mean age and largest age (8 bytes
 * each); if it is 2, predicted, unlabelled, conflicted and awaited (8 bytes each).
 */
final class LabelCoverageBytes {
    private static final byte NONE = 0;
    private static final byte BY_LABEL_TIME = 1;
    private static final byte COHORT = 2;

    private LabelCoverageBytes() {}

    static void write(@Nullable LabelCoverage labels, DataOutputView target) throws IOException {
        if (labels == null) {
            target.writeByte(NONE);
            return;
        }
        Cohort cohort = labels.cohort();
        target.writeByte(cohort == null ? BY_LABEL_TIME : COHORT);
        target.writeLong(labels.labelled());
        target.writeLong(labels.negative());
        target.writeDouble(labels.meanAge());
        target.writeLong(labels.maxAge());
        if (cohort != null) {
            target.writeLong(cohort.predicted());
            target.writeLong(cohort.unlabelled());
            target.writeLong(cohort.conflicted());
            target.writeLong(cohort.awaited());
        }
    }

    static @Nullable LabelCoverage read(DataInputView source) throws IOException {
        byte kind = source.readByte();
        return switch (kind) {
            case NONE -> null;
            case BY_LABEL_TIME, COHORT ->
                new LabelCoverage(
                        source.readLong(),
                        source.readLong(),
                        source.readDouble(),
                        source.readLong(),
                        kind == COHORT ? cohort(source) : null);
            default ->
                throw new IOException("Where a report says how far its labels have come stands " + kind
                        + ", not 0, 1 or 2; the bytes are damaged.");
        };
    }

    private static Cohort cohort(DataInputView source) throws IOException {
        return new Cohort(source.readLong(), source.readLong(), source.readLong(), source.readLong());
    }
}
