package dev.plumbline.metric.calibration;

import org.jspecify.annotations.Nullable;

/**
 * B bins of equal width over [0, 1]. Edge k is the double nearest to k / B; bin k holds edge k &lt;= p &lt; edge k + 1,
 * and p = 1 is in the last bin.
 */
final class BinEdges {
    /** The ones that were asked for last: a process holds very many accumulators, mostly with one number of bins. */
    private static volatile @Nullable BinEdges latest;

    private final double[] edges;
    private final int last;

    private BinEdges(int bins) {
        edges = new double[bins + 1];
        for (int k = 0; k <= bins; k++) {
            edges[k] = k / (double) bins;
        }
        last = bins - 1;
    }

    static BinEdges of(int bins) {
        BinEdges shared = latest;
        if (shared == null || shared.bins() != bins) {
            shared = new BinEdges(bins);
            latest = shared;
        }
        return shared;
    }

    int bins() {
        return last + 1;
    }

    double edge(int k) {
        return edges[k];
    }

    /** The bin of a probability in [0, 1]. */
    int indexOf(double probability) {
        // The product may round up to the next edge, and an edge may have been rounded either way.
        int bin = Math.min((int) (probability * (last + 1)), last);
        while (probability < edges[bin]) {
            bin--;
        }
        while (bin < last && probability >= edges[bin + 1]) {
            bin++;
        }
        return bin;
    }
}
