package dev.plumbline.job.join;

import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A prediction or a label on its way to the task that keeps its key: the bytes of its {@link JoinKey} and its {@link JoinEvent}, and what
 * must be known to file them. Nobody looks into the bytes before their time is settled.
 */
// The bytes travel by reference; nobody compares inputs.
@SuppressWarnings("ArrayRecordComponent")
public record JoinInput(int keyHash, long time, byte[] bytes, int length) {

    /** An input of a key and an event. */
    static JoinInput of(JoinKey key, JoinEvent event) {
        DataOutputSerializer out = new DataOutputSerializer(64);
        try {
            key.write(out);
            JoinEventCodec.write(event, out);
        } catch (IOException e) {
            throw Memory.cannotFail(e);
        }
        return new JoinInput(key.hashCode(), event.time(), out.getSharedBuffer(), out.length());
    }
}
