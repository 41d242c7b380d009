package dev.plumbline.serde.decode;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.nio.charset.StandardCharsets;

/** One decoding for a test: a layout, limits and a metric, and what they make of a record. */
record Decoding(FieldMapping mapping, DecodeOptions options, long recordTimestamp) {
    static final long NO_TIMESTAMP = Long.MIN_VALUE;

    static Decoding defaults() {
        return new Decoding(
                FieldMapping.defaults(), DecodeOptions.defaults(BinaryCrossentropyConfig.defaults()), NO_TIMESTAMP);
    }

    Decoding with(FieldMapping newMapping) {
        return new Decoding(newMapping, options, recordTimestamp);
    }

    Decoding with(BinaryCrossentropyConfig metric) {
        return new Decoding(
                mapping,
                new DecodeOptions(
                        options.minTime(),
                        options.maxTime(),
                        options.maxFuture(),
                        options.maxBytes(),
                        options.maxDepth(),
                        options.maxElements(),
                        metric,
                        options.calibrated(),
                        options.outputs()),
                recordTimestamp);
    }

    /** For a calibration pack beside the loss. */
    Decoding calibrated() {
        return new Decoding(mapping, options.withCalibrated(true), recordTimestamp);
    }

    /** For so many outputs that are counted apart. */
    Decoding withOutputs(int outputs) {
        return new Decoding(mapping, options.withOutputs(outputs), recordTimestamp);
    }

    Decoding withLimits(int maxBytes, int maxDepth, int maxElements) {
        return new Decoding(
                mapping,
                new DecodeOptions(
                        options.minTime(),
                        options.maxTime(),
                        options.maxFuture(),
                        maxBytes,
                        maxDepth,
                        maxElements,
                        options.metric(),
                        options.calibrated(),
                        options.outputs()),
                recordTimestamp);
    }

    Decoding at(long newRecordTimestamp) {
        return new Decoding(mapping, options, newRecordTimestamp);
    }

    PredictionDecoder decoder() {
        return new PredictionDecoder(mapping, options);
    }

    /** A decoder that asks Jackson only. */
    PredictionDecoder reference() {
        return PredictionDecoder.reference(mapping, options);
    }

    /** What both ways make of a valid record. */
    Prediction accept(String json) {
        Prediction prediction = new Prediction();
        Rejection rejection = decoder().decode(utf8(json), recordTimestamp, prediction);
        if (rejection != null) {
            throw new AssertionError("refused: " + rejection);
        }
        Prediction expected = new Prediction();
        reference().decode(utf8(json), recordTimestamp, expected);
        if (!prediction.toString().equals(expected.toString())) {
            throw new AssertionError(prediction + ", but by Jackson " + expected);
        }
        return prediction;
    }

    Rejection refuse(String json) {
        return refuse(utf8(json));
    }

    Rejection refuse(byte[] value) {
        Rejection rejection = decoder().decode(value, recordTimestamp, new Prediction());
        if (rejection == null) {
            throw new AssertionError("accepted");
        }
        return rejection;
    }

    ReasonCode reason(String json) {
        return refuse(json).reason();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
