package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinEdgesTest {
    /** The table of the definition, and the doubles on either side of edges that a product rounds over. */
    @ParameterizedTest(name = "{0} of {1} bins")
    @CsvSource({
        "0,    10, 0",
        "0.1,  10, 1",
        "0.2,  10, 2",
        "0.3,  10, 3",
        "0.5,  10, 5",
        "0.6,  10, 6",
        "0.7,  10, 7",
        "0.9,  10, 9",
        "1,    10, 9",
        "0.45, 20, 9",
        "0.9,  20, 18",
        "1,    20, 19",
        "1,    1,  0",
        "0.29, 100, 29",
        "0.57, 100, 57",
        "0.58, 100, 58",
    })
    void edgesBelongToTheBinAbove(double probability, int bins, int bin) {
        assertThat(BinEdges.of(bins).indexOf(probability)).isEqualTo(bin);
        if (bin > 0 && probability < 1) {
            assertThat(BinEdges.of(bins).indexOf(Math.nextDown(probability))).isEqualTo(bin - 1);
        }
    }

    @Test
    void productsThatRoundUpToTheNextEdgeAreSeenThrough() {
        double belowNineTenths = Math.nextDown(0.9);
        assertThat((int) (belowNineTenths * 10)).isEqualTo(9);
        assertThat(BinEdges.of(10).indexOf(belowNineTenths)).isEqualTo(8);
    }

    @Test
    void everyEdgeOfEveryNumberOfBinsBelongsToTheBinAbove() {
        for (int bins = 1; bins <= CalibrationConfig.MAX_BINS; bins++) {
            BinEdges edges = BinEdges.of(bins);
            assertThat(edges.bins()).isEqualTo(bins);
            for (int k = 0; k < bins; k++) {
                double edge = k / (double) bins;
                if (edges.edge(k) != edge || edges.indexOf(edge) != k) {
                    assertThat(edges.indexOf(edge)).as("%s of %s", edge, bins).isEqualTo(k);
                }
                double below = Math.nextDown((k + 1) / (double) bins);
                if (edges.indexOf(below) != k) {
                    assertThat(edges.indexOf(below)).as("%s of %s", below, bins).isEqualTo(k);
                }
            }
        }
    }
}
