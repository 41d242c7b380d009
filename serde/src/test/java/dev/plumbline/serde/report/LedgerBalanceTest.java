package dev.plumbline.serde.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.serde.Golden;
import dev.plumbline.serde.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerBalanceTest {
    private final LedgerEncoder encoder = new LedgerEncoder();
    private final LedgerDecoder decoder = new LedgerDecoder();

    private static LedgerBalance balance() {
        return new LedgerBalance(
                LedgerAccount.ofModel("ctr"),
                100,
                80,
                5,
                Map.of(
                        ReasonCode.LATE, 4L,
                        ReasonCode.LATE_AFTER_IDLE, 3L,
                        ReasonCode.WRONG_TYPE, 6L,
                        ReasonCode.LABEL_OUT_OF_RANGE, 2L,
                        ReasonCode.NOT_JSON, 0L));
    }

    @Test
    void addsUp() {
        assertThat(balance().late()).isEqualTo(7);
        assertThat(balance().duplicate()).isZero();
        assertThat(balance().deadLettered()).isEqualTo(8);
        assertThat(balance().residual()).isZero();
        assertThat(balance().notCounted()).doesNotContainKey(ReasonCode.NOT_JSON);
    }

    private static LedgerBalance labelled() {
        return new LedgerBalance(
                LedgerAccount.ofModel("ctr"),
                100,
                70,
                6,
                Map.of(
                        ReasonCode.LATE, 4L,
                        ReasonCode.DUPLICATE_PREDICTION, 5L,
                        ReasonCode.UNLABELLED, 9L,
                        ReasonCode.LABELS_DISAGREE, 2L,
                        ReasonCode.WRONG_TYPE, 4L));
    }

    private static LedgerBalance labels() {
        return new LedgerBalance(
                LedgerAccount.LABELS,
                90,
                70,
                1,
                Map.of(
                        ReasonCode.DUPLICATE_LABEL, 3L,
                        ReasonCode.LABEL_CONFLICT, 4L,
                        ReasonCode.LABEL_SHAPE_MISMATCH, 1L,
                        ReasonCode.LABEL_PAST_HORIZON, 5L,
                        ReasonCode.LABEL_ORPHAN, 6L));
    }

    @Test
    void addsUpWhereLabelsComeLater() {
        assertThat(labelled().duplicate()).isEqualTo(5);
        assertThat(labelled().unlabelled()).isEqualTo(11);
        assertThat(labelled().deadLettered()).isEqualTo(4);
        assertThat(labelled().residual()).isZero();
        assertThat(labels().duplicate()).isEqualTo(3);
        assertThat(labels().unlabelled()).isZero();
        assertThat(labels().deadLettered()).isEqualTo(16);
        assertThat(labels().residual()).isZero();
    }

    @Test
    void aLostRecordIsAPositiveResidualAndARepeatedOneANegative() {
        assertThat(new LedgerBalance(LedgerAccount.OVERFLOW, 3, 1, 1, Map.of()).residual())
                .isEqualTo(1);
        assertThat(new LedgerBalance(LedgerAccount.OVERFLOW, 1, 1, 1, Map.of()).residual())
                .isEqualTo(-1);
    }

    @Test
    void writesTheGoldenBytes() {
        assertThat(encoder.value(balance()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(new String(Golden.bytes("ledger-v1.value.json"), StandardCharsets.UTF_8));
        assertThat(encoder.value(labelled()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(new String(Golden.bytes("ledger-v1.labelled.value.json"), StandardCharsets.UTF_8));
        assertThat(encoder.value(labels()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(new String(Golden.bytes("ledger-v1.labels.value.json"), StandardCharsets.UTF_8));
        assertThat(encoder.key(labels())).asString(StandardCharsets.UTF_8).isEqualTo("{\"scope\":\"labels\"}");
        assertThat(encoder.key(balance()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"scope\":\"model\",\"model\":\"ctr\"}");
        assertThat(encoder.key(new LedgerBalance(LedgerAccount.UNATTRIBUTED, 1, 0, 0, Map.of(ReasonCode.NOT_JSON, 1L))))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"scope\":\"unattributed\"}");
    }

    @Test
    void readsBackWhatItWrote() throws FormatException {
        LedgerBalance overflow = new LedgerBalance(LedgerAccount.OVERFLOW, Long.MAX_VALUE, 0, 0, Map.of());
        LedgerBalance odd = new LedgerBalance(LedgerAccount.ofModel("\"\u00e9\ud83d\udea2\n"), 0, 0, 0, Map.of());

        assertThat(decoder.decode(encoder.value(balance()))).isEqualTo(balance());
        assertThat(decoder.decode(encoder.value(labelled()))).isEqualTo(labelled());
        assertThat(decoder.decode(encoder.value(labels()))).isEqualTo(labels());
        assertThat(decoder.decode(Golden.bytes("ledger-v1.labelled.value.json")))
                .isEqualTo(labelled());
        assertThat(decoder.decode(Golden.bytes("ledger-v1.labels.value.json"))).isEqualTo(labels());
        assertThat(decoder.decode(encoder.value(overflow))).isEqualTo(overflow);
        assertThat(decoder.decode(encoder.value(odd))).isEqualTo(odd);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"plumbline.ledger\" | \"plumbline.window-report\" | format is plumbline.window-report, not plumbline.ledger",
                "\"format_version\":1 | \"format_version\":2 | format_version is 2, this reader knows 1",
                "\"scope\":\"model\" | \"scope\":\"planet\" | unknown ledger scope \"planet\"; known are model, unattributed, overflow, labels",
                "\"scope\":\"model\" | \"scope\":\"overflow\" | account of scope overflow has the model \"ctr\"",
                "\"model\":\"ctr\" | \"model\":\"\" | account of scope model has no model",
                "\"in\":100 | \"in\":-100 | a ledger has in = -100; it cannot be below 0",
                "\"in\":100 | \"in\":101 | says residual = 0, but its other members make 1",
                "\"late\":7 | \"late\":4 | says late = 4, but its other members make 7",
                "\"wrong_type\":6 | \"tired\":6 | unknown reason code \"tired\"",
                "\"pending\":5 | \"pend\":5 | pending is missing from the ledger balance",
            })
    void refusesWhatItCannotBe(String part, String broken, String message) {
        String value = new String(encoder.value(balance()), StandardCharsets.UTF_8);
        assertThat(value).contains(part);

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> decoder.decode(value.replace(part, broken).getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(message);
    }

    @Test
    void refusesAnotherNumberOfPredictionsWithoutLabelThanTheReasonsMake() {
        String value = new String(encoder.value(labelled()), StandardCharsets.UTF_8);
        String none = new String(encoder.value(balance()), StandardCharsets.UTF_8);
        for (String broken : new String[] {
            value.replace("\"unlabelled\":11,", "\"unlabelled\":10,"),
            value.replace("\"unlabelled\":11,", ""),
            none.replace("\"dead_lettered\"", "\"unlabelled\":1,\"dead_lettered\"")
        }) {
            assertThatExceptionOfType(FormatException.class)
                    .isThrownBy(() -> decoder.decode(broken.getBytes(StandardCharsets.UTF_8)))
                    .withMessageContaining("unlabelled");
        }
    }

    @Test
    void onlyTheAccountOfAModelHasAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerAccount.ofModel(""))
                .withMessageContaining("has no model");
    }

    /** The hash decides which task keeps an account, so it must not change from JVM to JVM, as an enum's does. */
    @Test
    void theHashIsTheSameInEveryJvm() {
        assertThat(LedgerAccount.ofModel("ctr").hashCode()).isEqualTo(-1_068_700_648);
        assertThat(LedgerAccount.ofModel("ctr")).isEqualTo(LedgerAccount.ofModel("ctr"));
    }
}
