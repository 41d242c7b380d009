package dev.plumbline.serde.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.serde.ReasonCode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes ledger balances as compact JSON in UTF-8. The bytes are canonical: members have a fixed order, reasons the natural order of
 * their codes. No line end. Not thread-safe.
 */
public final class LedgerEncoder {
    private final JsonBytes bytes = new JsonBytes();

    /** An encoder with a buffer of its own. */
    public LedgerEncoder() {}

    /** The key: the account. A compacted topic holds the newest balance of each. */
    public byte[] key(LedgerBalance balance) {
        return bytes.write(json -> {
            json.writeStartObject();
            writeAccount(json, balance.account());
            json.writeEndObject();
        });
    }

    /** The value: the whole balance, with the name and version of its format first. */
    public byte[] value(LedgerBalance balance) {
        return bytes.write(json -> {
            json.writeStartObject();
            json.writeStringField(WindowReportFormat.FORMAT_NAME, LedgerFormat.FORMAT);
            json.writeNumberField(WindowReportFormat.FORMAT_VERSION, LedgerFormat.VERSION);
            writeAccount(json, balance.account());
            json.writeNumberField(LedgerFormat.IN, balance.in());
            json.writeNumberField(LedgerFormat.COUNTED, balance.counted());
            json.writeNumberField(LedgerFormat.PENDING, balance.pending());
            json.writeNumberField(LedgerFormat.LATE, balance.late());
            json.writeNumberField(LedgerFormat.DUPLICATE, balance.duplicate());
            if (balance.unlabelled() > 0) {
                json.writeNumberField(LedgerFormat.UNLABELLED, balance.unlabelled());
            }
            json.writeNumberField(LedgerFormat.DEAD_LETTERED, balance.deadLettered());
            json.writeNumberField(LedgerFormat.RESIDUAL, balance.residual());
            writeReasons(json, balance.notCounted());
            json.writeEndObject();
        });
    }

    private static void writeAccount(JsonGenerator json, LedgerAccount account) throws IOException {
        json.writeStringField(LedgerFormat.SCOPE, account.scope().code());
        if (!account.model().isEmpty()) {
            json.writeStringField(LedgerFormat.MODEL, account.model());
        }
    }

    private static void writeReasons(JsonGenerator json, Map<ReasonCode, Long> notCounted) throws IOException {
        TreeMap<String, Long> byCode = new TreeMap<>();
        notCounted.forEach((reason, records) -> byCode.put(reason.code(), records));
        json.writeObjectFieldStart(LedgerFormat.REASONS);
        for (Map.Entry<String, Long> reason : byCode.entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
    }
}
