package dev.plumbline.job.join;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * A record of the log as it came, in bytes, version 1; {@code docs/FORMATS.md} lays them out. Kept until it is certain that the record is
 * no dead letter. The bytes begin with where the record stands, so no two are equal.
 */
final class RawRecord {
    private RawRecord() {}

    static byte[] of(SourceRecord record) {
        int value = record.value() == null ? 0 : record.value().length;
        return Memory.bytes(64 + value, out -> {
            Numbers.writeString(record.topic().getBytes(StandardCharsets.UTF_8), out);
            Numbers.writeSigned(record.partition(), out);
            Numbers.write(record.offset(), out);
            Numbers.writeSigned(record.timestamp(), out);
            Numbers.writeOptional(record.key(), out);
            Numbers.writeOptional(record.value(), out);
            List<Header> headers = record.headers();
            Numbers.write(headers.size(), out);
            for (Header header : headers) {
                Numbers.writeString(header.name().getBytes(StandardCharsets.UTF_8), out);
                Numbers.writeOptional(header.value(), out);
            }
        });
    }

    /**
     * The dead letter of the record.
     *
     * @throws IOException if the bytes are damaged
     */
    static DeadLetter toDeadLetter(byte[] raw, Rejection reason) throws IOException {
        DataInputDeserializer in = Memory.read(raw);
        String topic = text(Numbers.readString(in));
        int partition = (int) Numbers.readSigned(in);
        long offset = Numbers.read(in);
        long timestamp = Numbers.readSigned(in);
        byte[] key = Numbers.readOptional(in);
        byte[] value = Numbers.readOptional(in);
        List<Header> headers = new ArrayList<>();
        for (int i = Numbers.readCount(in); i > 0; i--) {
            headers.add(new Header(text(Numbers.readString(in)), Numbers.readOptional(in)));
        }
        Memory.requireEnd(in, "a record");
        return new DeadLetter(reason, topic, partition, offset, timestamp, key, value, headers);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
