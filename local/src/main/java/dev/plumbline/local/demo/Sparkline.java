package dev.plumbline.local.demo;

import java.util.List;

/** A row of numbers as a row of bars, to see a trend in the width of a few letters. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** One bar per value; the lowest bar stands for {@code min}, the highest for {@code max}, a blank for NaN. */
    static String of(List<Double> values, double min, double max) {
        StringBuilder bars = new StringBuilder(values.size());
        for (double value : values) {
            if (Double.isNaN(value)) {
                bars.append(' ');
                continue;
            }
            double part = max > min ? (value - min) / (max - min) : 0;
            part = Math.min(1, Math.max(0, part));
            bars.append(BARS.charAt((int) Math.round(part * (BARS.length() - 1))));
        }
        return bars.toString();
    }
}
