package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.local.LocalDataInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

    private static final int MAX_BYTES = 10;

    @TempDir
    private Path folder;

    @Test
    void readsLinesWithTheirPlaces() throws IOException {
        assertThat(lines("ab\ncd\n", 0)).containsExactly("0:ab", "3:cd");
    }

    @Test
    void needsNoLineFeedAtTheEnd() throws IOException {
        assertThat(lines("ab\ncd", 0)).containsExactly("0:ab", "3:cd");
    }

    @Test
    void skipsEmptyLinesAndCarriageReturns() throws IOException {
        assertThat(lines("\n\r\nab\r\n\n\ncd\r\n\n", 0)).containsExactly("3:ab", "9:cd");
    }

    @Test
    void anEmptyFileHasNoLines() throws IOException {
        assertThat(lines("", 0)).isEmpty();
        assertThat(lines("\n\n", 0)).isEmpty();
    }

    @Test
    void keepsOnlyTheStartOfAnEndlessLine() throws IOException {
        assertThat(lines("x".repeat(200_000) + "\ncd\n", 0)).containsExactly("0:" + "x".repeat(MAX_BYTES), "200001:cd");
    }

    @Test
    void startsWhereItIsTold() throws IOException {
        assertThat(lines("ab\ncd\nef\n", 3)).containsExactly("3:cd", "6:ef");
    }

    @Test
    void leavesBytesAsTheyAre() throws IOException {
        Path file = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, 0, '\n', (byte) 0x80});
        try (JsonLines lines = new JsonLines(new LocalDataInputStream(file.toFile()), 0, MAX_BYTES)) {
            assertThat(lines.next()).containsExactly(0xff, 0);
            assertThat(lines.next()).containsExactly(0x80);
            assertThat(lines.next()).isNull();
        }
    }

    private List<String> lines(String content, long offset) throws IOException {
        Path file = Files.writeString(folder.resolve("lines"), content);
        List<String> read = new ArrayList<>();
        try (JsonLines lines = new JsonLines(new LocalDataInputStream(file.toFile()), offset, MAX_BYTES)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                read.add(lines.lineStart() + ":" + new String(line, StandardCharsets.UTF_8));
            }
        }
        return read;
    }
}
