package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A balance of the ledger as a stranger reads it: from the JSON in the topic, by the documented names.
 *
 * @param account the model's name, or the scope in brackets
 * @param reasons records that were not counted, by reason code
 */
record Ledger(
        String account,
        long in,
        long counted,
        long pending,
        long late,
        long duplicate,
        long unlabelled,
        long deadLettered,
        long residual,
        Map<String, Long> reasons) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The newest balance of each account, after making sure that every one that was ever published adds up. */
    static Map<String, Ledger> newest(List<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(record -> parse(new String(record.value(), UTF_8)).assertAddsUp());
        Map<String, Ledger> newest = new TreeMap<>();
        for (String value : Report.compacted(records).values()) {
            Ledger ledger = parse(value);
            assertThat(newest.put(ledger.account(), ledger))
                    .as("one key per account")
                    .isNull();
        }
        return newest;
    }

    /** The sum of one number over all accounts. */
    static long total(Map<String, Ledger> ledgers, ToLongFunction<Ledger> number) {
        return ledgers.values().stream().mapToLong(number).sum();
    }

    /** All reasons with their records, over all accounts. */
    static Map<String, Long> reasons(Map<String, Ledger> ledgers) {
        Map<String, Long> reasons = new TreeMap<>();
        ledgers.values()
                .forEach(ledger ->
                        ledger.reasons().forEach((reason, records) -> reasons.merge(reason, records, Long::sum)));
        return reasons;
    }

    private void assertAddsUp() {
        assertThat(residual).as("residual of %s", this).isZero();
        assertThat(counted + pending + late + duplicate + unlabelled + deadLettered)
                .as("where the records of %s went", this)
                .isEqualTo(in);
        assertThat(reasons.values().stream().mapToLong(Long::longValue).sum())
                .as("reasons of %s", this)
                .isEqualTo(late + duplicate + unlabelled + deadLettered);
    }

    private static Ledger parse(String value) {
        JsonNode json;
        try {
            json = JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(json.path("format").textValue()).isEqualTo("plumbline.ledger");
        assertThat(json.path("format_version").intValue()).isEqualTo(1);
        Map<String, Long> reasons = new TreeMap<>();
        json.path("reasons")
                .properties()
                .forEach(
                        reason -> reasons.put(reason.getKey(), reason.getValue().longValue()));
        return new Ledger(
                json.path("model").asText("(" + json.path("scope").textValue() + ")"),
                json.required("in").longValue(),
                json.required("counted").longValue(),
                json.required("pending").longValue(),
                json.required("late").longValue(),
                json.required("duplicate").longValue(),
                json.path("unlabelled").longValue(),
                json.required("dead_lettered").longValue(),
                json.required("residual").longValue(),
                reasons);
    }
}
