package dev.plumbline.job.flow;

import dev.plumbline.serde.ReasonCode;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The pieces that the ledger's layouts share. Records by reason: their number (4 bytes), then for each the code in modified UTF-8
 * and the records (8 bytes). Records by pane: their number (4 bytes), then for each the end of the pane in epoch milliseconds and
 * the records (8 bytes each).
 */
public final class LedgerCounts {

    private LedgerCounts() {}

    /** Writes records by reason. */
    public static void writeReasons(Map<ReasonCode, Long> reasons, DataOutputView target) throws IOException {
        target.writeInt(reasons.size());
        for (Map.Entry<ReasonCode, Long> reason : reasons.entrySet()) {
            target.writeUTF(reason.getKey().code());
            target.writeLong(reason.getValue());
        }
    }

    /** Reads records by reason. */
    public static Map<ReasonCode, Long> readReasons(DataInputView source) throws IOException {
        int size = source.readInt();
        if (size == 0) {
            return Map.of();
        }
        EnumMap<ReasonCode, Long> reasons = new EnumMap<>(ReasonCode.class);
        for (int i = 0; i < size; i++) {
            reasons.put(ReasonCode.of(source.readUTF()), source.readLong());
        }
        return reasons;
    }

    /** Writes records by pane. */
    public static void writePanes(SortedMap<Long, Long> panes, DataOutputView target) throws IOException {
        target.writeInt(panes.size());
        for (Map.Entry<Long, Long> pane : panes.entrySet()) {
            target.writeLong(pane.getKey());
            target.writeLong(pane.getValue());
        }
    }

    /** Reads records by pane. */
    public static SortedMap<Long, Long> readPanes(DataInputView source) throws IOException {
        int size = source.readInt();
        if (size == 0) {
            return Collections.emptySortedMap();
        }
        TreeMap<Long, Long> panes = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            panes.put(source.readLong(), source.readLong());
        }
        return panes;
    }
}
