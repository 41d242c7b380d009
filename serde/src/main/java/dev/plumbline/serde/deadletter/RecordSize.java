package dev.plumbline.serde.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The most bytes that a record takes as the only one of its batch, uncompressed: what Kafka's producer compares with {@code
 * max.request.size}. Layout: record batch, magic 2 (KIP-98).
 */
final class RecordSize {

    /** Bytes of a batch's header. */
    private static final int BATCH = 61;

    /** The most bytes of a record beside its key, value and headers: length, attributes, timestamp and offset. */
    private static final int RECORD = 21;

    /** The most bytes of the number of headers. */
    private static final int NUMBER_OF_HEADERS = 5;

    private RecordSize() {}

    /** Never less than the producer's own estimate, and at most 4 bytes more. */
    static long of(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        return BATCH + RECORD + NUMBER_OF_HEADERS + ofBytes(key) + ofBytes(value) + ofHeaders(headers);
    }

    /** A key or value with its length. */
    static long ofBytes(byte @Nullable [] bytes) {
        return bytes == null ? 1 : (long) varint(bytes.length) + bytes.length;
    }

    /** Headers without their number. */
    static long ofHeaders(List<Header> headers) {
        long size = 0;
        for (Header header : headers) {
            size += ofBytes(header.name().getBytes(StandardCharsets.UTF_8)) + ofBytes(header.value());
        }
        return size;
    }

    /** Bytes of a length that is not negative: seven bits in each, the lowest of them for the sign. */
    static int varint(int length) {
        int zigzag = length << 1 | 1;
        return (38 - Integer.numberOfLeadingZeros(zigzag)) / 7;
    }
}
