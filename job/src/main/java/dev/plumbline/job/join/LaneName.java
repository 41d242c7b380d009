package dev.plumbline.job.join;

import java.io.IOException;

/**
 * Who predicts, where the predictions of several models share a key: in bytes, version 1, the model and the version as texts.
 *
 * @param model the model's name, not empty
 * @param version its version; empty if it has none
 */
record LaneName(String model, String version) {

    byte[] toBytes() {
        return Memory.bytes(out -> {
            Numbers.writeText(model, out);
            Numbers.writeText(version, out);
        });
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IOException if the bytes are damaged
     */
    static LaneName of(byte[] bytes) throws IOException {
        ByteReader in = new ByteReader(bytes);
        LaneName name = new LaneName(in.text(), in.text());
        in.requireEnd("the name of a lane");
        return name;
    }
}
