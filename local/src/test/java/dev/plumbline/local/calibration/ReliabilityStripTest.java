package dev.plumbline.local.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.ReliabilityBin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReliabilityStripTest {
    /** Four bins: 0.1 that comes true half the time, 0.4 as it says, none, 0.9 that comes true once in four. */
    @Test
    void tellsForEachBinWhetherMoreOrLessComesTrueThanPredicted() {
        CalibrationResult measured = result(
                bin(0, 4, 100, 0.1, 0.5), bin(1, 4, 100, 0.4, 0.41), bin(2, 4, 0, 0, 0), bin(3, 4, 100, 0.9, 0.25));

        assertThat(ReliabilityStrip.of(measured)).isEqualTo("▲· ▼");
    }

    @Test
    void leavesToChanceWhatAFewRowsCannotTell() {
        assertThat(ReliabilityStrip.of(result(bin(0, 2, 4, 0.1, 0.25), bin(1, 2, 4, 0.9, 0.75))))
                .isEqualTo("··");
    }

    @Test
    void isEmptyWithoutBinsAndWhereThereAreTooManyForALine() {
        List<ReliabilityBin> many = new ArrayList<>();
        for (int i = 0; i < 41; i++) {
            many.add(bin(i, 41, 1, 0.5, 0.5));
        }

        assertThat(ReliabilityStrip.of(null)).isEmpty();
        assertThat(ReliabilityStrip.of(result())).isEmpty();
        assertThat(ReliabilityStrip.of(result(many.toArray(ReliabilityBin[]::new))))
                .isEmpty();
        assertThat(ReliabilityStrip.of(result(many.subList(0, 40).toArray(ReliabilityBin[]::new))))
                .hasSize(40);
    }

    @Test
    void hasATitleOfItsOwnLength() {
        assertThat(ReliabilityStrip.title(20)).isEqualTo("0    predicted     1");
        assertThat(ReliabilityStrip.title(13)).isEqualTo("0 predicted 1");
        assertThat(ReliabilityStrip.title(4)).isEqualTo("0  1");
        assertThat(ReliabilityStrip.title(List.of(result(bin(0, 1, 1, 0.5, 0.5)))))
                .isEqualTo("01");
        assertThat(ReliabilityStrip.title(List.of())).hasSize(20);
    }

    @Test
    void hasALegendThatFitsTheClassicScreen() {
        assertThat(ReliabilityStrip.LEGEND).hasSizeLessThanOrEqualTo(80).contains("▲", "▼", "·");
    }

    private static CalibrationResult result(ReliabilityBin... bins) {
        double weight =
                List.of(bins).stream().mapToDouble(ReliabilityBin::weight).sum();
        return CalibrationResult.of(1_000, 1_000, Map.of("sum_w", weight), List.of(bins), List.of());
    }

    private static ReliabilityBin bin(int position, int bins, long rows, double predicted, double observed) {
        double weight = (double) rows;
        return ReliabilityBin.of(position, bins, rows, weight, predicted * weight, observed * weight);
    }
}
