package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.NumberSlot.ElementLimitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the bytes of records to the slots of their fields, by Jackson; and the verdicts on a record as a whole. Predictions and labels
 * are read the same way. Not thread-safe.
 */
final class JsonRecords {
    private final RecordParsers parsers;
    /** An array, because going through a list allocates an iterator. */
    private final FieldSlot[] slots;

    private final RecordReader reader;

    /**
     * A reader of records of one layout.
     *
     * @param places where the fields are
     * @param slots a slot for each field of a place
     * @param maxDepth the deepest nesting that is read
     */
    JsonRecords(List<PointerTrie.Place> places, List<FieldSlot> slots, int maxDepth) {
        this.parsers = new RecordParsers(maxDepth);
        this.slots = slots.toArray(FieldSlot[]::new);
        this.reader = new RecordReader(PointerTrie.compile(places), slots);
    }

    /**
     * Fills the slots from one record, to its end.
     *
     * @param value at least one byte
     * @return why it cannot be read; null if it could, whatever the slots then say
     */
    @Nullable
    Rejection read(byte[] value) {
        for (FieldSlot slot : slots) {
            slot.clear();
        }
        Rejection rejection = walk(value, parsers.open(value));
        int malformed = rejection == null ? Utf8.firstMalformed(value) : -1;
        if (malformed >= 0) {
            rejection = notJson(value, malformed, "bytes that are not UTF-8, an overlong form perhaps");
        }
        if (rejection != null) {
            parsers.renew();
        }
        return rejection;
    }

    private @Nullable Rejection walk(byte[] value, JsonParser parser) {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return whole(
                        ReasonCode.NOT_JSON, "the value is blank; send one JSON object per record, and no tombstones");
            }
            boolean walked = reader.read(parser, first);
            if (parser.nextToken() != null) {
                return notJson(value, parser, "something follows the end of the JSON value");
            }
            return walked
                    ? null
                    : whole(
                            ReasonCode.WRONG_TYPE,
                            "the value is " + Excerpt.quoted(value, 0)
                                    + ", which is not a JSON object; send one JSON object per record");
        } catch (ElementLimitException e) {
            return e.slot().reject(ReasonCode.TOO_LARGE, e.getOriginalMessage());
        } catch (StreamConstraintsException e) {
            return whole(
                    ReasonCode.TOO_LARGE,
                    "the value " + Excerpt.quoted(value, 0) + " exceeds a limit on nesting or length: "
                            + e.getOriginalMessage() + "; send simpler records, or raise limits.depth");
        } catch (JsonProcessingException e) {
            return notJson(value, parser, RecordParsers.reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
        }
    }

    private static Rejection notJson(byte[] value, JsonParser parser, String reason) {
        return notJson(value, parser.currentLocation().getByteOffset(), reason);
    }

    private static Rejection notJson(byte[] value, long place, String reason) {
        long at = Math.max(0, Math.min(value.length, place));
        int from = (int) Math.max(0, at - Excerpt.MAX_CHARS / 2);
        return whole(
                ReasonCode.NOT_JSON,
                "the value is not JSON near byte " + at + ", in " + Excerpt.quoted(value, from) + ": " + reason
                        + "; send one JSON object in UTF-8 per record");
    }

    /** The verdict on a record without a byte. */
    static Rejection noValue() {
        return whole(
                ReasonCode.NO_VALUE, "the record has no value; send one JSON object per record, and no tombstones");
    }

    /** The verdict on a record of more bytes than are read. */
    static Rejection tooLarge(int bytes, int maxBytes) {
        return whole(
                ReasonCode.TOO_LARGE,
                "the value has " + bytes + " bytes, more than " + maxBytes
                        + "; send smaller records, or raise limits.record_bytes");
    }

    private static Rejection whole(ReasonCode reason, String message) {
        return new Rejection(reason, "", message);
    }
}
