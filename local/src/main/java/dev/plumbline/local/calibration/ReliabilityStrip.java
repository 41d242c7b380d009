package dev.plumbline.local.calibration;

import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.ReliabilityBin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reliability diagram in one line, to see in the width of a few words how probabilities are wrong: a sign for each bin of equal
 * width, from predictions near 0 to those near 1. Chance is left out of it by the 95 % intervals of {@link ObservedRates}.
 */
public final class ReliabilityStrip {
    /** It came true more often than predicted. */
    static final char ABOVE = '▲';
    /** It came true less often. */
    static final char BELOW = '▼';
    /** It came true as often, as far as chance lets one tell. */
    static final char WITHIN = '·';

    /** What the signs mean, in one line of 80 characters. */
    public static final String LEGEND = ABOVE + " came true more often than predicted, " + BELOW + " less often, "
            + WITHIN + " as often (95 % intervals)";

    /** Longer ones are a picture no more. */
    private static final int MOST_BINS = 40;

    private ReliabilityStrip() {}

    /** The line, with a blank for a bin without weight; empty without bins, or with more of them than a line is for. */
    public static String of(@Nullable CalibrationResult measured) {
        if (measured == null || measured.reliabilityBins().size() > MOST_BINS) {
            return "";
        }
        ObservedRates rates = new ObservedRates(measured);
        StringBuilder strip = new StringBuilder();
        for (ReliabilityBin bin : measured.reliabilityBins()) {
            strip.append(sign(bin.meanPrediction(), rates.interval(bin)));
        }
        return strip.toString();
    }

    /** A title as long as the strips of so many bins: the axis of predictions, as far as there is room for it. */
    public static String title(int bins) {
        String middle = bins >= "0 predicted 1".length() ? "predicted" : "";
        int blanks = Math.max(0, bins - 2 - middle.length());
        return "0" + " ".repeat(blanks / 2) + middle + " ".repeat(blanks - blanks / 2) + "1";
    }

    /** The axis of whichever of these has bins; of 20, the default, if none has. */
    public static String title(List<@Nullable CalibrationResult> measured) {
        return title(measured.stream()
                .mapToInt(result -> of(result).length())
                .filter(length -> length > 0)
                .max()
                .orElse(20));
    }

    /** The lines of a table, and the legend below them if the table has kept the column with this title. */
    public static List<String> withLegend(List<String> table, String title, int width) {
        List<String> lines = new ArrayList<>(table);
        if (table.get(0).contains(title)) {
            lines.add(TextTable.fit(LEGEND, width));
        }
        return lines;
    }

    private static char sign(double predicted, WilsonInterval observed) {
        if (Double.isNaN(predicted) || Double.isNaN(observed.lower())) {
            return ' ';
        }
        if (predicted < observed.lower()) {
            return ABOVE;
        }
        return predicted > observed.upper() ? BELOW : WITHIN;
    }
}
