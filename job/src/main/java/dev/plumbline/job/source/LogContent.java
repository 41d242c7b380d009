package dev.plumbline.job.source;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.LabelDecoder;
import dev.plumbline.serde.decode.LabelMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What the records of a log are, predictions or labels, and how their values are read. */
public sealed interface LogContent extends Serializable {

    /** Reads one value after another. Keeps buffers, so it is not thread-safe. */
    interface ValueReader {
        /**
         * Fills a record from its value, or its rejection. Never throws, whatever the bytes.
         *
         * @param value the value; null for none
         * @param timestamp the record's own timestamp in epoch milliseconds; negative for none
         * @param into an {@link #emptyRecord} of this content, or one that has been filled before
         */
        void read(byte @Nullable [] value, long timestamp, SourceRecord into);
    }

    /** A record to be filled by the readers of this content. */
    SourceRecord emptyRecord();

    /** A new reader. */
    ValueReader reader();

    /**
     * Predictions, with their labels or without.
     *
     * @param fields where each field is found
     * @param options what counts as valid
     */
    record Predictions(FieldMapping fields, DecodeOptions options) implements LogContent {
        @Override
        public SourceRecord emptyRecord() {
            return new SourceRecord();
        }

        @Override
        public ValueReader reader() {
            PredictionDecoder decoder = new PredictionDecoder(fields, options);
            return (value, timestamp, into) -> {
                Rejection rejection = decoder.decode(value, timestamp, into.prediction());
                if (rejection == null) {
                    into.accept();
                } else {
                    into.reject(rejection, decoder.model());
                }
            };
        }
    }

    /**
     * Labels that come by themselves.
     *
     * @param fields where each field is found
     * @param options what counts as valid
     */
    record Labels(LabelMapping fields, DecodeOptions options) implements LogContent {
        @Override
        public SourceRecord emptyRecord() {
            return SourceRecord.ofLabels();
        }

        @Override
        public ValueReader reader() {
            LabelDecoder decoder = new LabelDecoder(fields, options);
            return (value, timestamp, into) -> {
                Rejection rejection = decoder.decode(value, timestamp, into.label());
                if (rejection == null) {
                    into.accept();
                } else {
                    into.reject(rejection, decoder.model());
                }
            };
        }
    }
}
