package dev.plumbline.bench.contender;

import dev.plumbline.bench.topic.Layout;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.formats.json.JsonDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** The job that everyone writes first: records bound to objects, keyed by model, one window, an aggregate. */
final class DataStreamDefinition implements JobDefinition {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

    @Override
    public void define(StreamExecutionEnvironment env, Task task, String name) {
        if (task.layout() != Layout.DEFAULT) {
            throw new IllegalArgumentException("the DataStream job knows the default record only");
        }
        Properties consumer = new Properties();
        consumer.putAll(ConsumerSettings.all());
        KafkaSource<BoundRecord> source = KafkaSource.<BoundRecord>builder()
                .setBootstrapServers(task.brokers())
                .setTopics(task.topic())
                .setGroupId(name)
                .setProperties(consumer)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setValueOnlyDeserializer(new JsonDeserializationSchema<>(BoundRecord.class))
                .build();
        WatermarkStrategy<BoundRecord> watermarks = WatermarkStrategy.<BoundRecord>forBoundedOutOfOrderness(
                        OUT_OF_ORDERNESS)
                .withTimestampAssigner((record, timestamp) -> record.time);
        env.fromSource(source, watermarks, "predictions")
                .keyBy(record -> record.model)
                .window(windows(task.window()))
                .aggregate(new Loss(), new PeerLine(0))
                .sinkTo(PeerLine.sink(task));
    }

    private static WindowAssigner<Object, TimeWindow> windows(PeerWindow window) {
        return window.isTumbling()
                ? TumblingEventTimeWindows.of(window.size())
                : SlidingEventTimeWindows.of(window.size(), window.slide());
    }

    private static final class Loss extends TotalsFunction<BoundRecord> {
        @Override
        public BoundTotals add(BoundRecord record, BoundTotals totals) {
            totals.records++;
            totals.weightedSum -= record.sampleWeight
                    * (record.label * Math.log(record.prediction)
                            + (1 - record.label) * Math.log(1 - record.prediction));
            totals.weightCount += record.sampleWeight;
            return totals;
        }
    }
}
