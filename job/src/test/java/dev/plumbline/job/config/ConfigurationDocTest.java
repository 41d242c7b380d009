package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keeps {@code docs/CONFIGURATION.md} true: its table is the one that the loader works by, and its examples load. After a change
 * of the options, run the test with {@code -Dplumbline.write-docs=true} once: it writes the table.
 */
class ConfigurationDocTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "CONFIGURATION.md");
    private static final Pattern TABLE =
            Pattern.compile("(?<=<!-- options -->\\n).*(?=<!-- end of options -->)", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theTableOfOptionsIsTheOneThatTheLoaderUses() throws IOException {
        String document = Files.readString(DOCUMENT);
        if (Boolean.getBoolean("plumbline.write-docs")) {
            document = TABLE.matcher(document).replaceFirst(Matcher.quoteReplacement(table()));
            Files.writeString(DOCUMENT, document);
        }
        Matcher matcher = TABLE.matcher(document);
        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group()).isEqualTo(table());
    }

    @Test
    void everyOptionHasItsOwnPathAndADefaultThatReads() {
        Set<String> paths = new HashSet<>();
        for (Option<?> option : Options.ALL) {
            assertThat(paths.add(option.path())).as(option.path()).isTrue();
            assertThat(option.meaning()).as(option.path()).endsWith(".");
            if (option.defaultText() != null) {
                assertThat(printedDefault(option)).as(option.path()).isEqualTo(option.defaultText());
            }
        }
        assertThat(paths).hasSizeGreaterThan(50);
    }

    private static <T> String printedDefault(Option<T> option) {
        return option.type().print().apply(option.defaultValue());
    }

    static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(DOCUMENT));
        while (matcher.find()) {
            examples.add(matcher.group(1));
        }
        return examples;
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleLoads(String example) {
        // An excerpt says nothing about the source; any will do.
        boolean isExcerpt = !example.contains("source:");
        String yaml = isExcerpt ? example + "\nsource: {files: {path: in}}" : example;
        JobConfig config = ConfigLoader.load(
                yaml, "CONFIGURATION.md", List.of(), Map.of("KAFKA_USER", "me", "KAFKA_PASSWORD", "geheim"));
        assertThat(config.describe()).doesNotContain("geheim");
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        String section = "";
        for (Option<?> option : Options.ALL) {
            String path = option.path();
            String itsSection = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
            if (!itsSection.equals(section)) {
                section = itsSection;
                table.append("\n### `").append(section).append("`\n\n");
                table.append("| option | type | default | meaning |\n|---|---|---|---|\n");
            }
            table.append("| `")
                    .append(path.replace("*", "N"))
                    .append("` | ")
                    .append(type(option).replace("|", "\\|"))
                    .append(" | ")
                    .append(option.isRequired() ? "**required**" : option.defaultInWords())
                    .append(" | ")
                    .append(option.meaning())
                    .append(" |\n");
        }
        return table.append('\n').toString();
    }

    private static String type(Option<?> option) {
        String type = option.type().name();
        return switch (option.arity()) {
            case ONE, EMPTY -> type;
            case LIST -> type.startsWith("list") ? type : "list of " + type;
            case NAMED -> "names and values";
        };
    }
}
