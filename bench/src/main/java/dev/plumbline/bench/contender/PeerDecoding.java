package dev.plumbline.bench.contender;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.LabelDecoder;
import dev.plumbline.serde.decode.LabelMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How the interval join gets its records: by the job's own decoders, so that what is compared is joining and not parsing. */
final class PeerDecoding {
    private static final DecodeOptions OPTIONS = DecodeOptions.defaults(BinaryCrossentropyConfig.defaults());

    private PeerDecoding() {}

    /** Predictions; what is not valid is left out. */
    static final class Predictions implements KafkaRecordDeserializationSchema<PeerPrediction> {
        private transient PredictionDecoder decoder;
        private transient Prediction prediction;

        @Override
        public void open(DeserializationSchema.InitializationContext context) {
            decoder = new PredictionDecoder(
                    FieldMapping.defaults().withYTrue(null).withId("/id"), OPTIONS);
            prediction = new Prediction();
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PeerPrediction> out) {
            if (decoder.decode(record.value(), record.timestamp(), prediction) == null) {
                out.collect(new PeerPrediction(
                        prediction.model(),
                        prediction.id(),
                        prediction.time(),
                        prediction.yPred(),
                        prediction.sampleWeight()));
            }
        }

        @Override
        public TypeInformation<PeerPrediction> getProducedType() {
            return PeerPrediction.TYPE;
        }
    }

    /** Labels; what is not valid is left out. */
    static final class Labels implements KafkaRecordDeserializationSchema<PeerLabel> {
        private transient LabelDecoder decoder;
        private transient Label label;

        @Override
        public void open(DeserializationSchema.InitializationContext context) {
            decoder = new LabelDecoder(LabelMapping.defaults(), OPTIONS);
            label = new Label();
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PeerLabel> out) {
            if (decoder.decode(record.value(), record.timestamp(), label) == null) {
                out.collect(new PeerLabel(label.model(), label.id(), label.time(), label.yTrue()));
            }
        }

        @Override
        public TypeInformation<PeerLabel> getProducedType() {
            return PeerLabel.TYPE;
        }
    }
}
