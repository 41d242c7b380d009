package dev.plumbline.serde.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as number, offset and text. */
class JsonLinesTest {

    private static final int LONGEST = 9;

    @Test
    void readsLinesWithTheirPlaces() throws IOException {
        assertThat(lines("ab\ncd\n", 0)).containsExactly("1@0 ab", "2@3 cd");
    }

    @Test
    void needsNoLineFeedAtTheEnd() throws IOException {
        assertThat(lines("ab\ncd", 0)).containsExactly("1@0 ab", "2@3 cd");
    }

    @Test
    void passesOverBlankLinesAndCarriageReturns() throws IOException {
        assertThat(lines("\n\r\nab\r\n \t\n\ncd\r\n\n", 0)).containsExactly("3@3 ab", "6@11 cd");
    }

    @Test
    void anEmptyInputHasNoLines() throws IOException {
        assertThat(lines("", 0)).isEmpty();
        assertThat(lines("\n\n", 0)).isEmpty();
    }

    @Test
    void keepsOnlyTheStartOfAnEndlessLine() throws IOException {
        assertThat(lines("x".repeat(200_000) + "\ncd\n", 0))
                .containsExactly("1@0 " + "x".repeat(LONGEST + 1), "2@200001 cd");
    }

    @Test
    void countsFromTheOffsetItIsTold() throws IOException {
        assertThat(lines("cd\nef\n", 3)).containsExactly("1@3 cd", "2@6 ef");
    }

    @Test
    void readsLinesLongerThanItsBufferFromAnInputThatTrickles() throws IOException {
        String line = "0123456789".repeat(20_000);
        InputStream trickle = new ByteArrayInputStream((line + "\nend").getBytes(UTF_8)) {
            /** Never gives more than 7 bytes at once, as a pipe may. */
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 7));
            }
        };
        try (JsonLines lines = new JsonLines(trickle, 0, 1 << 20)) {
            assertThat(lines.next()).asString(UTF_8).isEqualTo(line);
            assertThat(lines.next()).asString(UTF_8).isEqualTo("end");
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void leavesBytesAsTheyAre() throws IOException {
        byte[] content = {(byte) 0xff, 0, '\n', (byte) 0x80};
        try (JsonLines lines = new JsonLines(new ByteArrayInputStream(content), 0, LONGEST)) {
            assertThat(lines.next()).containsExactly(0xff, 0);
            assertThat(lines.next()).containsExactly(0x80);
            assertThat(lines.next()).isNull();
            assertThat(lines.position()).isEqualTo(4);
        }
    }

    private static List<String> lines(String content, long offset) throws IOException {
        List<String> read = new ArrayList<>();
        try (JsonLines lines = new JsonLines(new ByteArrayInputStream(content.getBytes(UTF_8)), offset, LONGEST)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                read.add(lines.lineNumber() + "@" + lines.lineStart() + " " + new String(line, UTF_8));
            }
        }
        return read;
    }
}
