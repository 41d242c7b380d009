package dev.plumbline.local.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private static final int LONGEST = 1 << 20;

    @Test
    void keepsTheNumbersOfLinesOverBlankOnes() throws IOException {
        assertThat(numbered("a\n\n \t\nb\r\n\r\nc", LONGEST)).containsExactly("1:a", "4:b\r", "6:c");
    }

    @Test
    void needsNoLineEndAtTheEnd() throws IOException {
        assertThat(numbered("a\nb", LONGEST)).containsExactly("1:a", "2:b");
        assertThat(numbered("a\nb\n", LONGEST)).containsExactly("1:a", "2:b");
    }

    @Test
    void isEmptyWithoutRecords() throws IOException {
        assertThat(numbered("", LONGEST)).isEmpty();
        assertThat(numbered("\n\n", LONGEST)).isEmpty();
    }

    @Test
    void cutsALineThatIsTooLongWhereThatCanBeSeen() throws IOException {
        assertThat(numbered("abcdef\nxy\nabc\n", 3)).containsExactly("1:abcd", "2:xy", "3:abc");
    }

    @Test
    void readsLinesLongerThanItsBufferFromAnInputThatTrickles() throws IOException {
        String line = "0123456789".repeat(20_000);
        assertThat(numbered(line + "\nend\n", LONGEST)).containsExactly("1:" + line, "2:end");
    }

    private static List<String> numbered(String text, int longest) throws IOException {
        List<String> numbered = new ArrayList<>();
        try (JsonLines lines = new JsonLines(trickle(text), longest)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                numbered.add(lines.number() + ":" + new String(line, StandardCharsets.UTF_8));
            }
        }
        return numbered;
    }

    /** Never gives more than 7 bytes at once, as a pipe may. */
    private static InputStream trickle(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 7));
            }
        };
    }
}
