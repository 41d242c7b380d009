package dev.plumbline.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.Header;
import dev.plumbline.serde.report.WindowReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

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
        DeadLetterRecords records = new DeadLetterRecords("dead");
        records.open(null, null);

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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
