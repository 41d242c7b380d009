package dev.plumbline.serde.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a Kafka record that is not larger than a producer may send: untouched if it fits, otherwise without what does
 * not fit, and with headers that say so. A letter is larger than the record it was made of, because it gains headers; sent as it
 * is, the producer would refuse it, and the job would fail and read it again for ever.
 */
public final class DeadLetterRecord {

    /** The smallest limit that is accepted: room for the headers of every letter, with something left for the record itself. */
    public static final int MIN_LIMIT = 16 * 1024;

    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final List<Header> headers;

    private DeadLetterRecord(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    /**
     * Fits a letter into a limit. First its value is cut to the first bytes that fit beside the rest; a key that does not fit
     * beside our headers is dropped, and so are all of its own headers if they do not fit beside these.
     *
     * @param letter the letter
     * @param limit the largest record in bytes, measured as Kafka's producer does; at least {@link #MIN_LIMIT}
     * @return the record; its arrays are the letter's own where nothing was cut
     */
    public static DeadLetterRecord of(DeadLetter letter, int limit) {
        byte[] key = letter.key();
        byte[] value = letter.value();
        List<Header> headers = DeadLetterEncoder.headers(letter);
        if (RecordSize.of(key, value, headers) <= limit) {
            return new DeadLetterRecord(key, value, headers);
        }
        return cut(letter, limit);
    }

    private static DeadLetterRecord cut(DeadLetter letter, int limit) {
        byte[] key = letter.key();
        byte[] value = letter.value();
        List<Header> own = DeadLetterEncoder.ownHeaders(letter);
        List<String> cut = new ArrayList<>(3);

        byte[] noValue = value == null ? null : new byte[0];
        long room = limit - RecordSize.of(null, noValue, withMarks(letter, List.of(), DeadLetterHeaders.PARTS));
        if (value != null) {
            // A longer value needs more bytes for its length; those of the whole value are enough for a part of it.
            room -= RecordSize.varint(value.length) - RecordSize.varint(0);
        }
        if (key != null && RecordSize.ofBytes(key) > room) {
            key = null;
            cut.add(DeadLetterHeaders.KEY);
        }
        room -= RecordSize.ofBytes(key) - RecordSize.ofBytes(null);
        if (!own.isEmpty() && RecordSize.ofHeaders(own) > room) {
            own = List.of();
            cut.add(DeadLetterHeaders.HEADERS);
        }
        room -= RecordSize.ofHeaders(own);
        if (value != null && value.length > room) {
            value = Arrays.copyOf(value, (int) Math.max(0, room));
            cut.add(0, DeadLetterHeaders.VALUE);
        }
        return new DeadLetterRecord(key, value, withMarks(letter, own, cut));
    }

    private static List<Header> withMarks(DeadLetter letter, List<Header> own, List<String> cut) {
        List<Header> headers = new ArrayList<>(own);
        headers.addAll(DeadLetterEncoder.verdict(letter));
        if (letter.value() != null) {
            headers.add(text(DeadLetterHeaders.VALUE_BYTES, Integer.toString(letter.value().length)));
        }
        headers.add(text(DeadLetterHeaders.TRUNCATED, String.join(",", cut)));
        return headers;
    }

    private static Header text(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The record's key; null for none, or if it was dropped. */
    public byte @Nullable [] key() {
        return key;
    }

    /** The record's value, or its first bytes; null for none. */
    public byte @Nullable [] value() {
        return value;
    }

    /** All headers in their order: the record's own, unless they were dropped, and ours. */
    public List<Header> headers() {
        return headers;
    }
}
