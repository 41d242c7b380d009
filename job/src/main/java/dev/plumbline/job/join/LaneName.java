package dev.plumbline.job.join;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Who predicts, where the predictions of several models share a key: in bytes, version 1, the model and the version as strings in UTF-8.
 *
 * @param model the model's name, not empty
 * @param version its version; empty if it has none
 */
record LaneName(String model, String version) {

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            Numbers.writeString(model.getBytes(StandardCharsets.UTF_8), out);
            Numbers.writeString(version.getBytes(StandardCharsets.UTF_8), out);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IOException if the bytes are damaged
     */
    static LaneName of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        LaneName name = new LaneName(text(in), text(in));
        Numbers.require(in.read() < 0, "the name of a lane does not end where it should");
        return name;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(Numbers.readString(in), StandardCharsets.UTF_8);
    }
}
