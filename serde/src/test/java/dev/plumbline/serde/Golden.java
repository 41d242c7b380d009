package dev.plumbline.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Files that hold the bytes of a published format version; they never change, new versions get files of their own. */
public final class Golden {
    private Golden() {}

    /** The bytes of a golden file, without the line end that editors put after the last line. */
    public static byte[] bytes(String name) {
        try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no golden file " + name);
            }
            byte[] bytes = file.readAllBytes();
            int length = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
            return Arrays.copyOf(bytes, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
