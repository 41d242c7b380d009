package dev.plumbline.serde.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose record it is, as far as that can be told, whether or not it is valid. */
class NamedModelTest {
    private static final long NOW = 1_763_750_000_000L;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "unknown",
            value = {
                "{\"model\":\"ctr\",\"y_pred\":0.5,\"y_true\":1}           | ctr",
                "{\"model\":\"ctr\",\"y_pred\":1.5,\"y_true\":1}           | ctr",
                "{\"y_pred\":\"?\",\"y_true\":1,\"model\":17}              | 17",
                "{\"model\":\"ctr\",\"model\":\"cvr\",\"y_pred\":0.5,\"y_true\":1} | unknown",
                "{\"model\":\"\",\"y_pred\":0.5,\"y_true\":1}              | unknown",
                "{\"model\":[],\"y_pred\":0.5,\"y_true\":1}                | unknown",
                "{\"model\":null,\"y_pred\":0.5,\"y_true\":1}              | unknown",
                "{\"y_pred\":0.5,\"y_true\":1}                             | unknown",
                "{\"model\":\"ctr\",\"y_pred\":0.                          | unknown",
                "[\"ctr\"]                                                 | unknown",
            })
    void isToldWhereverItCanBeRead(String json, String model) {
        PredictionDecoder decoder = Decoding.defaults().decoder();
        decoder.decode(json.getBytes(UTF_8), NOW, new Prediction());

        assertThat(decoder.model()).isEqualTo(model);
    }

    @Test
    void isNotTakenFromTheRecordBefore() {
        PredictionDecoder decoder = Decoding.defaults().decoder();
        decoder.decode("{\"model\":\"ctr\",\"y_pred\":0.5,\"y_true\":1}".getBytes(UTF_8), NOW, new Prediction());
        decoder.decode(null, NOW, new Prediction());

        assertThat(decoder.model()).isNull();
    }

    @Test
    void aConstantModelIsKnownWhateverTheBytes() {
        FieldMapping constant = new FieldMapping(
                TextSource.constant("ctr"),
                null,
                null,
                EpochUnit.MILLISECONDS,
                "/y_true",
                "/y_pred",
                null,
                false,
                List.of());
        PredictionDecoder decoder =
                new PredictionDecoder(constant, DecodeOptions.defaults(BinaryCrossentropyConfig.defaults()));
        decoder.decode("?".getBytes(UTF_8), NOW, new Prediction());

        assertThat(decoder.model()).isEqualTo("ctr");
    }
}
