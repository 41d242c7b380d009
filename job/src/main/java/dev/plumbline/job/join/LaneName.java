package dev.plumbline.job.join;

import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * Who predicts, where the predictions of several models share a key: in bytes, version 1, the model and the version as strings in UTF-8.
 *
 * @param model the model's name, not empty
 * @param version its version; empty if it has none
 */
record LaneName(String model, String version) {

    byte[] toBytes() {
        return Memory.bytes(32, out -> {
            Numbers.writeString(model.getBytes(StandardCharsets.UTF_8), out);
            Numbers.writeString(version.getBytes(StandardCharsets.UTF_8), out);
        });
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IOException if the bytes are damaged
     */
    static LaneName of(byte[] bytes) throws IOException {
        DataInputDeserializer in = Memory.read(bytes);
        LaneName name = new LaneName(text(in), text(in));
        Memory.requireEnd(in, "the name of a lane");
        return name;
    }

    private static String text(DataInput in) throws IOException {
        return new String(Numbers.readString(in), StandardCharsets.UTF_8);
    }
}
