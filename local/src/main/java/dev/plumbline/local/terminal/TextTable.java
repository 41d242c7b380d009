package dev.plumbline.local.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An aligned table of plain text. Columns are as wide as their widest cell and two spaces apart; where the lines have to
 * be narrower, whole columns give way, the least important first, before anything is cut.
 */
public final class TextTable {
    private static final String GAP = "  ";

    /** On which side of a column its cells stand. */
    public enum Align {
        /** Text. */
        LEFT,
        /** Numbers. */
        RIGHT
    }

    private record Column(String title, Align align, int importance, boolean optional) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column that never gives way. */
    public TextTable column(String title, Align align) {
        return column(title, align, Integer.MAX_VALUE);
    }

    /** Adds a column that may give way to a narrow screen; lower importance goes first, of equals the last column. */
    public TextTable column(String title, Align align, int importance) {
        columns.add(new Column(title, align, importance, false));
        return this;
    }

    /** Adds a column that may give way as well, and is not there at all if none of its cells has text. */
    public TextTable optionalColumn(String title, Align align, int importance) {
        columns.add(new Column(title, align, importance, true));
        return this;
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if there is not one cell per column
     */
    public TextTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The title line and one line per row, however wide. */
    public List<String> lines() {
        return lines(Integer.MAX_VALUE);
    }

    /** The title line and one line per row, none wider than {@code width} characters. */
    public List<String> lines(int width) {
        List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size())
                .filter(i -> !columns.get(i).optional || hasText(i))
                .boxed()
                .toList());
        while (width(shown) > width) {
            Integer least = shown.stream()
                    .filter(i -> columns.get(i).importance < Integer.MAX_VALUE)
                    .min(Comparator.<Integer>comparingInt(i -> columns.get(i).importance)
                            .thenComparing(Comparator.reverseOrder()))
                    .orElse(null);
            if (least == null) {
                break;
            }
            shown.remove(least);
        }
        List<String> lines = new ArrayList<>();
        lines.add(fit(line(shown, columns.stream().map(Column::title).toList()), width));
        for (List<String> row : rows) {
            lines.add(fit(line(shown, row), width));
        }
        return lines;
    }

    /** The text, cut to {@code width} characters with an ellipsis at the end if it is longer. */
    public static String fit(String text, int width) {
        if (length(text) <= width) {
            return text;
        }
        if (width <= 0) {
            return "";
        }
        return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    private String line(List<Integer> shown, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i : shown) {
            if (!line.isEmpty()) {
                line.append(GAP);
            }
            String cell = cells.get(i);
            String padding = " ".repeat(width(i) - length(cell));
            line.append(columns.get(i).align == Align.RIGHT ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(List<Integer> shown) {
        return shown.stream().mapToInt(this::width).sum() + GAP.length() * Math.max(0, shown.size() - 1);
    }

    private int width(int column) {
        return Math.max(
                length(columns.get(column).title),
                rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0));
    }

    private boolean hasText(int column) {
        return rows.stream().anyMatch(row -> !row.get(column).isEmpty());
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
