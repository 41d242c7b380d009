package dev.plumbline.job.flow;

import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that several layouts share: an optional byte string is its length (4 bytes, -1 for null) and its bytes; a text is
 * a byte string in UTF-8; a list is its size (4 bytes) and its elements.
 */
final class Bytes {

    private Bytes() {}

    static void write(byte @Nullable [] bytes, DataOutputView target) throws IOException {
        if (bytes == null) {
            target.writeInt(-1);
        } else {
            target.writeInt(bytes.length);
            target.write(bytes);
        }
    }

    static byte @Nullable [] read(DataInputView source) throws IOException {
        int length = source.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        source.readFully(bytes);
        return bytes;
    }

    static void writeText(String text, DataOutputView target) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8), target);
    }

    static String readText(DataInputView source) throws IOException {
        byte[] bytes = read(source);
        if (bytes == null) {
            throw new IOException("A text is missing; the bytes are damaged.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void writeHeaders(List<Header> headers, DataOutputView target) throws IOException {
        target.writeInt(headers.size());
        for (Header header : headers) {
            writeText(header.name(), target);
            write(header.value(), target);
        }
    }

    static List<Header> readHeaders(DataInputView source) throws IOException {
        int count = source.readInt();
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            headers.add(new Header(readText(source), read(source)));
        }
        return headers;
    }

    static void writeRejection(Rejection rejection, DataOutputView target) throws IOException {
        writeText(rejection.reason().code(), target);
        writeText(rejection.field(), target);
        writeText(rejection.message(), target);
    }

    static Rejection readRejection(DataInputView source) throws IOException {
        return new Rejection(ReasonCode.of(readText(source)), readText(source), readText(source));
    }
}
