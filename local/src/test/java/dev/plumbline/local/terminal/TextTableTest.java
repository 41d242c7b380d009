package dev.plumbline.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.terminal.TextTable.Align;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table = new TextTable()
            .column("model", Align.LEFT)
            .column("count", Align.RIGHT, 2)
            .column("note", Align.LEFT, 1)
            .row("ctr", "7", "first")
            .row("conversion", "12345678", "");

    @Test
    void alignsWordsLeftAndNumbersRight() {
        assertThat(table.lines())
                .containsExactly(
                        "model          count  note", //
                        "ctr                7  first",
                        "conversion  12345678");
    }

    @Test
    void dropsTheLeastImportantColumnsFirst() {
        assertThat(table.lines(26))
                .containsExactly(
                        "model          count", //
                        "ctr                7",
                        "conversion  12345678");
        assertThat(table.lines(19)).containsExactly("model", "ctr", "conversion");
    }

    @Test
    void cutsWhatMayNotGiveWay() {
        assertThat(table.lines(6)).containsExactly("model", "ctr", "conve…");
        assertThat(table.lines(0)).containsExactly("", "", "");
    }

    @Test
    void ofEquallyImportantColumnsTheLastGivesWay() {
        TextTable equal = new TextTable()
                .column("a", Align.LEFT, 1)
                .column("b", Align.LEFT, 1)
                .row("1", "2");
        assertThat(equal.lines(3)).containsExactly("a", "1");
    }

    @Test
    void leavesOutAnOptionalColumnWithoutText() {
        TextTable optional = new TextTable()
                .column("a", Align.LEFT)
                .optionalColumn("b", Align.LEFT, 1)
                .column("c", Align.LEFT)
                .row("1", "", "3");
        assertThat(optional.lines()).containsExactly("a  c", "1  3");
        optional.row("4", "5", "6");
        assertThat(optional.lines()).containsExactly("a  b  c", "1     3", "4  5  6");
        assertThat(optional.lines(4)).containsExactly("a  c", "1  3", "4  6");
    }

    @Test
    void countsCharactersNotTheirEncoding() {
        TextTable bars = new TextTable()
                .column("x", Align.RIGHT)
                .row("▁█")
                .row("\uD83D\uDE00")
                .row("abc");
        assertThat(bars.lines()).containsExactly("  x", " ▁█", "  \uD83D\uDE00", "abc");
        assertThat(TextTable.fit("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 2)).isEqualTo("\uD83D\uDE00…");
    }

    @Test
    void refusesARowWithAnotherNumberOfCells() {
        assertThatThrownBy(() -> table.row("ctr", "7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 cells for 3 columns");
    }
}
