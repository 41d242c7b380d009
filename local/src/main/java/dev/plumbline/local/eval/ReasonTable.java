package dev.plumbline.local.eval;

import dev.plumbline.local.eval.Evaluation.Rejected;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Why records are not used, for people: a row for each reason, with the first record of it. */
final class ReasonTable {
    private ReasonTable() {}

    /**
     * The lines to print, an empty one first; none without reasons.
     *
     * @param what what has become of the records
     * @param records what they are
     * @param reasons the rows
     * @param all how many such records there are, used or not
     */
    static List<String> lines(String what, String records, List<Rejected> reasons, long all) {
        List<String> lines = new ArrayList<>();
        if (reasons.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add("%s: %d of %d %s".formatted(what, Rejections.records(reasons), all, records));
        boolean severalFiles = reasons.stream().map(Rejected::file).distinct().count() > 1;
        TextTable table = new TextTable()
                .column("reason", Align.LEFT)
                .column("records", Align.RIGHT)
                .column("first line", Align.RIGHT)
                .column("why", Align.LEFT);
        for (Rejected rejected : reasons) {
            table.row(
                    rejected.first().reason().code(),
                    Long.toString(rejected.records()),
                    (severalFiles ? Path.of(rejected.file()).getFileName() + ":" : "") + rejected.firstLine(),
                    rejected.first().message());
        }
        lines.addAll(table.lines());
        return lines;
    }
}
