package dev.plumbline.bench.contender;

import dev.plumbline.bench.topic.Layout;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.Collector;

/**
 * Flink's own interval join of predictions and labels by model and id, made as well as it can be: the job's decoders, small records
 * with serializers by hand, a loss per pair, and sums of pairs by the window of the prediction that are cheap behind it. It tells
 * pairs and nothing else: no label that came to nothing, no duplicate, no dead letter, no ledger.
 */
final class IntervalJoinDefinition implements JobDefinition {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

    @Override
    public void define(StreamExecutionEnvironment env, Task task, String name) {
        Task.Labels labels = task.labels();
        if (labels == null
                || task.layout() != Layout.UNLABELLED
                || !task.window().isTumbling()) {
            throw new IllegalArgumentException(
                    "the interval join needs labels of their own and knows tumbling windows only");
        }
        long size = task.window().size().toMillis();
        long horizon = labels.horizonMillis();
        DataStream<PeerPrediction> predictions = env.fromSource(
                source(task, task.topic(), name, new PeerDecoding.Predictions()),
                WatermarkStrategy.<PeerPrediction>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                        .withTimestampAssigner((prediction, timestamp) -> prediction.time()),
                "predictions");
        DataStream<PeerLabel> known = env.fromSource(
                source(task, labels.topic(), name, new PeerDecoding.Labels()),
                WatermarkStrategy.<PeerLabel>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                        .withTimestampAssigner((label, timestamp) -> label.time()),
                "labels");
        predictions
                .keyBy(new PredictionKey())
                .intervalJoin(known.keyBy(new LabelKey()))
                .between(Duration.ZERO, Duration.ofMillis(horizon))
                .process(new Loss())
                .name("join")
                .transform("sums", Types.POJO(PeerSums.class), new PairSums(size, horizon))
                .keyBy(sums -> sums.model)
                .window(TumblingEventTimeWindows.of(task.window().size(), Duration.ofMillis(horizon % size)))
                .aggregate(new Total(), new PeerLine(horizon))
                .sinkTo(PeerLine.sink(task));
    }

    private static <T> KafkaSource<T> source(
            Task task, String topic, String name, KafkaRecordDeserializationSchema<T> schema) {
        Properties consumer = new Properties();
        consumer.putAll(ConsumerSettings.all());
        KafkaSourceBuilder<T> builder = KafkaSource.<T>builder()
                .setBootstrapServers(task.brokers())
                .setTopics(topic)
                .setGroupId(name)
                .setProperties(consumer)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(schema);
        if (task.bounded()) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return builder.build();
    }

    // The operator asks the class of a selector what it selects, and a lambda does not know.
    private static final class PredictionKey implements KeySelector<PeerPrediction, Tuple2<String, String>> {
        @Override
        public Tuple2<String, String> getKey(PeerPrediction prediction) {
            return Tuple2.of(prediction.model(), prediction.id());
        }
    }

    private static final class LabelKey implements KeySelector<PeerLabel, Tuple2<String, String>> {
        @Override
        public Tuple2<String, String> getKey(PeerLabel label) {
            return Tuple2.of(label.model(), label.id());
        }
    }

    private static final class Loss extends ProcessJoinFunction<PeerPrediction, PeerLabel, PeerPair> {
        private transient PeerPair pair;

        @Override
        public void open(OpenContext context) {
            pair = new PeerPair();
        }

        @Override
        public void processElement(
                PeerPrediction prediction, PeerLabel label, Context context, Collector<PeerPair> out) {
            double likelihood = label.label() == 1 ? prediction.prediction() : 1 - prediction.prediction();
            pair.model = prediction.model();
            pair.time = prediction.time();
            pair.weightedLoss = -prediction.sampleWeight() * Math.log(likelihood);
            pair.weight = prediction.sampleWeight();
            out.collect(pair);
        }
    }

    private static final class Total extends TotalsFunction<PeerSums> {
        @Override
        public BoundTotals add(PeerSums sums, BoundTotals totals) {
            totals.records += sums.records;
            totals.weightedSum += sums.weightedSum;
            totals.weightCount += sums.weightCount;
            return totals;
        }
    }
}
