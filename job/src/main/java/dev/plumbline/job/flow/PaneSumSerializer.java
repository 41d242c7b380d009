package dev.plumbline.job.flow;

import dev.plumbline.job.aggregate.WindowAccumulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of a {@link PaneSum}, version 1: key, eight bytes of pane start, accumulator, then four bytes with the number of spans
 * and for each its topic in modified UTF-8, partition (4 bytes), first offset, last offset and records (8 bytes each).
 */
public final class PaneSumSerializer extends VersionedSerializer<PaneSum> {

    /** The serializer; it has no state. */
    public static final PaneSumSerializer INSTANCE = new PaneSumSerializer();

    private PaneSumSerializer() {}

    @Override
    public PaneSum copy(PaneSum from) {
        return new PaneSum(from.key(), from.paneStart(), from.accumulator().copy(), from.spans());
    }

    @Override
    public void serialize(PaneSum sum, DataOutputView target) throws IOException {
        SeriesKeySerializer.INSTANCE.serialize(sum.key(), target);
        target.writeLong(sum.paneStart());
        sum.accumulator().encode(target);
        target.writeInt(sum.spans().size());
        for (SourceSpan span : sum.spans()) {
            target.writeUTF(span.topic());
            target.writeInt(span.partition());
            target.writeLong(span.firstOffset());
            target.writeLong(span.lastOffset());
            target.writeLong(span.records());
        }
    }

    @Override
    public PaneSum deserialize(DataInputView source) throws IOException {
        SeriesKey key = SeriesKeySerializer.INSTANCE.deserialize(source);
        long paneStart = source.readLong();
        WindowAccumulator accumulator = WindowAccumulator.decode(source);
        int count = source.readInt();
        List<SourceSpan> spans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            spans.add(new SourceSpan(
                    source.readUTF(), source.readInt(), source.readLong(), source.readLong(), source.readLong()));
        }
        return new PaneSum(key, paneStart, accumulator, spans);
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<PaneSum> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
