package dev.plumbline.bench.contender;

import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** The result of a DataStream job's window as a line, and where it goes: to the task's topic, at least once. */
final class PeerLine extends ProcessWindowFunction<BoundTotals, String, String, TimeWindow> {
    private final long delay;

    /**
     * Lines of windows.
     *
     * @param delay how long after its records a window lies, in milliseconds
     */
    PeerLine(long delay) {
        this.delay = delay;
    }

    @Override
    public void process(String model, Context context, Iterable<BoundTotals> results, Collector<String> out) {
        for (BoundTotals totals : results) {
            out.collect(new PeerRow(
                            model,
                            context.window().getStart() - delay,
                            context.window().getEnd() - delay,
                            totals.records,
                            totals.weightedSum,
                            totals.weightCount)
                    .toJson());
        }
    }

    static KafkaSink<String> sink(Task task) {
        return KafkaSink.<String>builder()
                .setBootstrapServers(task.brokers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(task.output())
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build();
    }
}
