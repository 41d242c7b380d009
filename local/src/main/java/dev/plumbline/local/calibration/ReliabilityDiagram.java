package dev.plumbline.local.calibration;

import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.ReliabilityBin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A reliability diagram in text: a line for each bin of equal width that has rows, what was predicted and observed on a scale. */
public final class ReliabilityDiagram {
    /** The scale from 0 to 1, both ends included. */
    private static final int SCALE = 41;

    private ReliabilityDiagram() {}

    /**
     * The lines to print, an empty one first; none without bins.
     *
     * @param whose of whom it is, for its title
     * @param width what the lines should fit; where they do not, columns of numbers give way to the scale
     */
    public static List<String> lines(String whose, @Nullable CalibrationResult measured, int width) {
        if (measured == null || measured.reliabilityBins().isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable()
                .column("bin", Align.LEFT)
                .column("rows", Align.RIGHT, 3)
                .column("predicted", Align.RIGHT, 2)
                .column("observed", Align.RIGHT, 1)
                .column("0" + " ".repeat(SCALE - 2) + "1", Align.LEFT);
        for (ReliabilityBin bin : measured.reliabilityBins()) {
            if (bin.count() > 0) {
                table.row(
                        String.format(Locale.ROOT, "%.4g to %.4g", bin.lower(), bin.upper()),
                        String.format(Locale.ROOT, "%,d", bin.count()),
                        MetricColumn.number(bin.meanPrediction()),
                        MetricColumn.number(bin.meanLabel()),
                        scale(bin.meanPrediction(), bin.meanLabel()));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(TextTable.fit(
                "reliability of " + whose + ": | what was predicted, o what was observed, X both", width));
        lines.addAll(table.lines(width));
        return lines;
    }

    private static String scale(double predicted, double observed) {
        char[] scale = ".".repeat(SCALE).toCharArray();
        if (predicted >= 0) {
            scale[place(predicted)] = '|';
        }
        if (observed >= 0) {
            int place = place(observed);
            scale[place] = scale[place] == '|' ? 'X' : 'o';
        }
        return new String(scale);
    }

    private static int place(double value) {
        return (int) Math.round(Math.min(value, 1) * (SCALE - 1));
    }
}
