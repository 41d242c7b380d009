package dev.plumbline.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.ClientProperties;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.Header;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.WindowReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaRecordsTest {

    @Test
    void aReportIsKeyedByItsWindowAndCarriesItsRevisionInAHeader() {
        WindowReport report = new WindowReport(
                "ctr",
                "7",
                new TreeMap<>(),
                "tumbling 1m",
                0,
                60_000,
                true,
                2,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(0.5, 1, 2));
        ReportRecords records = new ReportRecords("reports");
        records.open(null, null);

        ProducerRecord<byte[], byte[]> first = records.serialize(new RevisedReport(report, 0), null, 7L);
        ProducerRecord<byte[], byte[]> second = records.serialize(new RevisedReport(report, 1), null, 7L);

        assertThat(first.topic()).isEqualTo("reports");
        assertThat(first.timestamp()).isNull();
        assertThat(text(first.key())).contains("\"model\":\"ctr\"", "\"window\":\"tumbling 1m\"");
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(text(first.headers().lastHeader("plumbline.revision").value()))
                .isEqualTo("0");
        assertThat(text(second.headers().lastHeader("plumbline.revision").value()))
                .isEqualTo("1");
    }

    @Test
    void aBalanceIsKeyedByItsAccount() {
        LedgerRecords records = new LedgerRecords("ledger");
        records.open(null, null);

        ProducerRecord<byte[], byte[]> record =
                records.serialize(new LedgerBalance(LedgerAccount.ofModel("ctr"), 2, 1, 1, Map.of()), null, 7L);

        assertThat(record.topic()).isEqualTo("ledger");
        assertThat(record.timestamp()).isNull();
        assertThat(text(record.key())).isEqualTo("{\"scope\":\"model\",\"model\":\"ctr\"}");
        assertThat(text(record.value())).startsWith("{\"format\":\"plumbline.ledger\",\"format_version\":1,");
        assertThat(text(record.headers().lastHeader("plumbline.format").value()))
                .isEqualTo("plumbline.ledger");
        assertThat(records.getKafkaDatasetFacet()).isPresent();
    }

    @Test
    void aDeadLetterKeepsItsBytesAndHeadersAndGainsItsReason() {
        byte[] key = {1};
        byte[] value = {2};
        DeadLetter letter = new DeadLetter(
                new Rejection(ReasonCode.NOT_JSON, "", "It is no JSON."),
                "predictions",
                3,
                41,
                1_000,
                key,
                value,
                List.of(new Header("trace", new byte[] {9})));
        DeadLetterRecords records = new DeadLetterRecords("dead", 1 << 20);

        ProducerRecord<byte[], byte[]> record = records.serialize(letter, null, 7L);

        assertThat(record.topic()).isEqualTo("dead");
        assertThat(record.key()).isSameAs(key);
        assertThat(record.value()).isSameAs(value);
        assertThat(record.headers().lastHeader("trace").value()).containsExactly(9);
        assertThat(text(record.headers().lastHeader("plumbline.reason").value()))
                .isEqualTo("not_json");
        assertThat(text(record.headers().lastHeader("plumbline.offset").value()))
                .isEqualTo("41");
    }

    @ParameterizedTest
    @ValueSource(ints = {16_383, 16_384, 20_000, 1_000_000, 1_048_576, 3_000_000})
    void aDeadLetterIsNeverLargerThanTheProducerSends(int length) {
        int limit = 16_384;
        DeadLetter letter = new DeadLetter(
                new Rejection(ReasonCode.TOO_LARGE, "", "It is too large: \u00e9."),
                "predictions",
                3,
                41,
                1_000,
                new byte[] {1},
                new byte[length],
                List.of(new Header("trace", new byte[] {9}), new Header("\u00e9", null)));

        ProducerRecord<byte[], byte[]> record = new DeadLetterRecords("dead", limit).serialize(letter, null, 7L);

        // The value takes all of the room, except for at most 4 bytes each for the number of headers and the value's
        // length,
        // and for the names of the two parts that are not missing.
        assertThat(producersEstimate(record)).isBetween(limit - 4 - 4 - ",key,headers".length(), limit);
        assertThat(text(record.headers().lastHeader("plumbline.value_bytes").value()))
                .isEqualTo(Integer.toString(length));
        assertThat(text(record.headers().lastHeader("plumbline.truncated").value()))
                .isEqualTo("value");
    }

    @Test
    void compressionLeavesRoomForBytesThatGrow() {
        assertThat(Sinks.recordLimit(ClientProperties.none())).isEqualTo(1_048_576);
        assertThat(Sinks.recordLimit(ClientProperties.of(Map.of("compression.type", "none"))))
                .isEqualTo(1_048_576);
        assertThat(Sinks.recordLimit(ClientProperties.of(Map.of("compression.type", "lz4"))))
                .isEqualTo(1_048_576 - 8_192);
    }

    /** What the producer compares with max.request.size. */
    private static int producersEstimate(ProducerRecord<byte[], byte[]> record) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
