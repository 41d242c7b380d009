package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attributes by which the population is cut, as the decoder reads them. */
class SliceAttributesTest {
    private static final long NOW = 1_763_750_000_000L;
    private static final Decoding COUNTRY = with(SliceAttribute.named("country"));

    private static Decoding with(SliceAttribute... attributes) {
        return Decoding.defaults().at(NOW).with(FieldMapping.defaults().withSlices(List.of(attributes)));
    }

    private static String record(String slices) {
        return "{\"model\":\"m\",\"y_true\":1,\"y_pred\":0.5,\"slices\":" + slices + "}";
    }

    private static List<String> values(Prediction prediction) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < prediction.sliceValueCount(); i++) {
            values.add(prediction.sliceValue(i));
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"CN\", CN",
                "\"é🚢\", é🚢",
                "\"\", ``",
                "\" \", ` `",
                "7, 7",
                "-0, -0",
                "true, true",
                "false, false",
                "\"true\", true",
                "null, ",
            })
    void takesTheTextOfTheValue(String json, String value) {
        assertThat(COUNTRY.accept(record("{\"country\":" + json + "}")).sliceValue(0))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"device\":\"x\"}", "null", "5", "\"CN\"", "[]", "[\"CN\"]", "{\"country\":null}"})
    void isAbsentWhereItsPlaceIs(String slices) {
        assertThat(COUNTRY.accept(record(slices)).sliceValue(0)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"country\":{}} | wrong_type | slices.country (/slices/country) is an object; send a text, an integer or a boolean",
                "{\"country\":[1]} | wrong_type | slices.country (/slices/country) is an array; send a text, an integer or a boolean",
                "{\"country\":1.5} | wrong_type | slices.country (/slices/country) is 1.5; send a text, an integer or a boolean",
                "{\"country\":NaN} | wrong_type | slices.country (/slices/country) is NaN; send a text, an integer or a boolean",
                "{\"country\":\"\\ud800\"} | wrong_type | slices.country (/slices/country) is \"\\ud800\", which has half of a surrogate pair",
                "{\"country\":1,\"country\":1} | duplicate_field | slices.country (/slices/country) or an object that leads to it occurs more than once",
            })
    void aValueThatCannotBeTakenRejectsTheRecord(String slices, String reason, String message) {
        Rejection rejection = COUNTRY.refuse(record(slices));

        assertThat(rejection.reason().code()).isEqualTo(reason);
        assertThat(rejection.field()).isEqualTo("slices.country");
        assertThat(rejection.message()).startsWith(message);
    }

    @Test
    void aRepeatedSectionRejectsTheRecord() {
        Rejection rejection = COUNTRY.refuse(record("{\"country\":1},\"slices\":{}"));

        assertThat(rejection.reason().code()).isEqualTo("duplicate_field");
        assertThat(rejection.field()).isEqualTo("slices.country");
    }

    @Test
    void isAsLongAsAModelMayBe() {
        String longest = "x".repeat(256);

        assertThat(COUNTRY.accept(record("{\"country\":\"" + longest + "\"}")).sliceValue(0))
                .isEqualTo(longest);
        assertThat(COUNTRY.reason(record("{\"country\":\"" + longest + "x\"}")).code())
                .isEqualTo("wrong_type");
    }

    @Test
    void isJudgedAfterTheOtherFields() {
        String record =
                "{\"slices\":{\"country\":{}},\"model\":\"m\",\"y_true\":1,\"y_pred\":0.5,\"sample_weight\":\"x\"}";

        assertThat(COUNTRY.refuse(record).field()).isEqualTo("sample_weight");
        // But before the values of any of them.
        assertThat(COUNTRY.refuse(record.replace("\"x\"", "-1")).field()).isEqualTo("slices.country");
    }

    @Test
    void standsInTheOrderOfNamesWhereverItIsRead() {
        Decoding decoding = with(
                new SliceAttribute("device", "/ua/0/kind"),
                SliceAttribute.named("a/b~c"),
                new SliceAttribute("country", "/geo"));
        Prediction prediction =
                decoding.accept(record("{\"a/b~c\":1},\"geo\":\"DE\",\"ua\":[{\"kind\":\"phone\"},{\"kind\":\"tv\"}]"));

        assertThat(values(prediction)).containsExactly("1", "DE", "phone");
        assertThat(prediction).asString().endsWith(", slices [1, DE, phone]]");
    }

    @Test
    void valuesOfTheRecordBeforeAreForgotten() {
        PredictionDecoder decoder = COUNTRY.decoder();
        Prediction prediction = new Prediction();
        decoder.decode(Decoding.utf8(record("{\"country\":\"CN\"}")), NOW, prediction);
        decoder.decode(Decoding.utf8(record("{}")), NOW, prediction);
        assertThat(prediction.sliceValue(0)).isNull();

        decoder.decode(Decoding.utf8(record("{\"country\":\"DE\"}")), NOW, prediction);
        decoder.decode(Decoding.utf8(record("{\"country\":{}}")), NOW, prediction);
        assertThat(prediction.sliceValue(0)).as("untouched by a rejection").isEqualTo("DE");
    }

    @Test
    void aConfigurationThatMakesNoSenseIsRefused() {
        FieldMapping mapping = FieldMapping.defaults();
        SliceAttribute country = SliceAttribute.named("country");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.withSlices(List.of(country, new SliceAttribute("country", "/c"))))
                .withMessageContaining("\"country\" is given twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.withSlices(IntStream.range(0, 17)
                        .mapToObj(i -> SliceAttribute.named("a" + i))
                        .toList()))
                .withMessageContaining("17 slice attributes; at most 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.withSlices(List.of(new SliceAttribute("model", "/model"))))
                .withMessageContaining("the place of model (/model) is also the place of slices.model (/model)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SliceAttribute.named(""))
                .withMessageContaining("is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SliceAttribute.named("a\u0007"))
                .withMessageContaining("do not print");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SliceAttribute.named("x".repeat(257)))
                .withMessageContaining("has 257 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SliceAttribute("country", "country"))
                .withMessageContaining("write \"/country\"");
    }
}
