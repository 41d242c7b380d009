package dev.plumbline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReasonCodeTest {
    @Test
    void publishesTheseCodesForGood() {
        assertThat(Arrays.stream(ReasonCode.values()).map(ReasonCode::code))
                .containsExactly(
                        "no_value",
                        "not_json",
                        "too_large",
                        "missing_field",
                        "wrong_type",
                        "duplicate_field",
                        "prediction_not_finite",
                        "prediction_out_of_range",
                        "label_out_of_range",
                        "weight_invalid",
                        "shape_mismatch",
                        "time_out_of_range",
                        "late",
                        "late_after_idle",
                        "too_many_series",
                        "duplicate_prediction",
                        "unlabelled",
                        "labels_disagree",
                        "duplicate_label",
                        "label_conflict",
                        "label_shape_mismatch",
                        "label_past_horizon",
                        "label_orphan");
    }

    @Test
    void allButThreeAreDeadLetters() {
        assertThat(ReasonCode.values())
                .filteredOn(reason -> !reason.hasDeadLetter())
                .containsExactly(ReasonCode.UNLABELLED, ReasonCode.LABELS_DISAGREE, ReasonCode.DUPLICATE_LABEL);
    }

    @Test
    void findsAReasonByItsCode() {
        for (ReasonCode reason : ReasonCode.values()) {
            assertThat(ReasonCode.of(reason.code())).isSameAs(reason);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReasonCode.of("too_late"))
                .withMessageStartingWith("unknown reason code \"too_late\"; known are no_value, not_json,")
                .withMessageEndingWith("label_past_horizon, label_orphan");
    }
}
