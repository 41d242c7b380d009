package dev.plumbline.job.join;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.Header;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A record of the log as it came, in bytes, version 1; {@code docs/FORMATS.md} lays them out. Kept until it is certain that the record is
 * no dead letter. The bytes begin with where the record stands, so no two are equal.
 */
final class RawRecord {
    private RawRecord() {}

    static void write(SourceRecord record, DataOutput out) throws IOException {
        Numbers.writeText(record.topic(), out);
        Numbers.writeSigned(record.partition(), out);
        Numbers.write(record.offset(), out);
        Numbers.writeSigned(record.timestamp(), out);
        Numbers.writeOptional(record.key(), out);
        Numbers.writeOptional(record.value(), out);
        List<Header> headers = record.headers();
        Numbers.write(headers.size(), out);
        for (Header header : headers) {
            Numbers.writeText(header.name(), out);
            Numbers.writeOptional(header.value(), out);
        }
    }

    /**
     * The dead letter of the record.
     *
     * @throws IOException if the bytes are damaged
     */
    static DeadLetter toDeadLetter(byte[] raw, Rejection reason) throws IOException {
        ByteReader in = new ByteReader(raw);
        String topic = in.text();
        int partition = (int) in.signed();
        long offset = in.number();
        long timestamp = in.signed();
        byte[] key = in.optional();
        byte[] value = in.optional();
        List<Header> headers = new ArrayList<>();
        for (int i = in.length(); i > 0; i--) {
            headers.add(new Header(in.text(), in.optional()));
        }
        in.requireEnd("a record");
        return new DeadLetter(reason, topic, partition, offset, timestamp, key, value, headers);
    }
}
