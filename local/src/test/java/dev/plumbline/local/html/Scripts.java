package dev.plumbline.local.html;

import io.roastedroot.quickjs4j.core.Runner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs the scripts of a page in QuickJS, with {@code browser.js} in place of a browser: what they make of the data, and what they do
 * when a reader chooses something. How it looks is not seen here.
 */
final class Scripts {
    private static final int PATIENCE_MILLIS = 60_000;

    private Scripts() {}

    /**
     * What a reader finds.
     *
     * @param scripts the names of the page's scripts
     * @param data the data of the page
     * @param reader JavaScript, which may call {@code print}, and has the page as {@code PAGE} and the charts as {@code uPlot.all}
     * @return the lines that it has printed
     */
    static List<String> run(List<String> scripts, String data, String reader) {
        StringBuilder program = new StringBuilder(resource("browser.js"));
        // As a text, the way the page has it.
        program.append("DATA_ELEMENT.textContent = ").append(quoted(data)).append(";\n");
        program.append("const print = text => console.log(text);\n");
        scripts.forEach(script -> program.append(resource(script)).append('\n'));
        program.append(reader);
        try (Runner runner = Runner.builder()
                .withTimeoutMs(PATIENCE_MILLIS)
                .withCompilationTimeoutMs(PATIENCE_MILLIS)
                .build()) {
            runner.compileAndExec(program.toString());
            return runner.stdout().lines().toList();
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String resource(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
