package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.serde.decode.SliceAttribute;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list {@code outputs}, and what {@code output} means in {@code slices}. */
class OutputsTest {
    private static final String KAFKA = "source: {kafka: {bootstrap_servers: 'b:9092', topics: in}}\n";
    private static final List<String> BOTH = List.of("click", "buy");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            outputs: [click, buy]
            outputs: click, buy
            {slices: [output], outputs: [click, buy]}
            """)
    void eachOutputIsASliceWhetherSlicesSaySoOrNot(String yaml) {
        JobConfig config = load(lines(yaml));

        assertThat(config.outputs()).isEqualTo(BOTH);
        assertThat(config.decodeOptions().outputs()).isEqualTo(2);
        assertThat(config.slices()).containsExactly(new Slicing(List.of(), BOTH));
        assertThat(config.slices().get(0).name()).isEqualTo("output");
        assertThat(config.fields().slices()).isEmpty();
    }

    @Test
    void anEntryMayCutByOutputAndByAttributes() {
        JobConfig config = load("outputs: [click, buy]\nslices: [[output, country, zone], country]");

        assertThat(config.slices())
                .containsExactly(
                        new Slicing(List.of(new Attribute("country", 0), new Attribute("zone", 1)), BOTH),
                        new Slicing(List.of(new Attribute("country", 0))),
                        new Slicing(List.of(), BOTH));
        assertThat(config.slices().get(0).name()).isEqualTo("country,output,zone");
        assertThat(config.fields().slices())
                .containsExactly(SliceAttribute.named("country"), SliceAttribute.named("zone"));
    }

    @Test
    void withoutOutputsTheNameIsThatOfAnAttributeLikeAnyOther() {
        JobConfig config = load("slices: [output]\nfields: {slices: {output: /channel}}");

        assertThat(config.outputs()).isEmpty();
        assertThat(config.decodeOptions().outputs()).isZero();
        assertThat(config.slices()).containsExactly(new Slicing(List.of(new Attribute("output", 0))));
        assertThat(config.fields().slices()).containsExactly(new SliceAttribute("output", "/channel"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            outputs: [click, buy]
            outputs: ['it''s: odd', ' b ', 'null', output, overflow]
            outputs: [click, "${LAST}"]
            outputs: "${ALL}"
            {outputs: [click], slices: [[country, output], output, country]}
            {outputs: [click], slices: [[country, output]]}
            """)
    void theDescriptionLoadsToTheSame(String yaml) {
        JobConfig config = load(lines(yaml));
        JobConfig again = ConfigLoader.load(config.describe(), "f.yaml", List.of(), environment());

        assertThat(again).isEqualTo(config);
        assertThat(config.describe()).contains("outputs:").doesNotContain("hidden", "secret");
    }

    @Test
    void overridesReplaceTheList() {
        JobConfig config = ConfigLoader.load(
                KAFKA + "outputs: [click]", "f.yaml", List.of("outputs=[view, buy]", "slices.0=output"), Map.of());

        assertThat(config.outputs()).containsExactly("view", "buy");
        assertThat(config.slices()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            outputs: [] ¦ f.yaml:2: outputs: is empty; give at least one name
            outputs: ¦ f.yaml:2: outputs: has no value; give <name>, or remove the line
            outputs: {click: 0} ¦ f.yaml:2: outputs: is a section where one value belongs; give <name>
            outputs: [[click]] ¦ f.yaml:2: outputs.0: is a list where one value belongs; give <name>
            outputs: [''] ¦ f.yaml:2: outputs.0: "": is no name; give 1 to 100 characters that print, without a comma
            outputs: ["a\\u0007"] ¦ f.yaml:2: outputs.0: a : is no name; give 1 to 100 characters that print, without a comma
            outputs: ['click, buy'] ¦ f.yaml:2: outputs.0: click, buy: holds a comma; write each output as an entry of its own
            outputs: [a, b, a] ¦ f.yaml:2: outputs.2: a: is the name of outputs.0 too; give each output a name of its own
            outputs: a, b, a ¦ f.yaml:2: outputs: a, b, a: names an output twice; give each output a name of its own
            {outputs: [a, b], limits: {slices: 1}} ¦ f.yaml:3: limits.slices: 1: leaves no room for the slices of 2 outputs; raise it to that many at least
            {outputs: [a], fields: {slices: {output: /o}}} ¦ f.yaml:3: fields.slices.output: /o: is the place of an attribute whose name means the outputs of the model while outputs is given; give the attribute another name here and in slices, or remove the line
            {outputs: [a], slices: [output, output]} ¦ f.yaml:3: slices.1: output: is the same slice as slices.0 (f.yaml:3); remove one
            {outputs: [a], slices: [[output, output]]} ¦ f.yaml:3: slices.0.1: output: is in this slice already; remove one
            output: [a] ¦ f.yaml:2: output: is not an option; did you mean outputs?
            """)
    void isRefusedWithTheReasonAndTheWayOut(String added, String message) {
        assertThat(problems(lines(added))).containsExactly(message);
    }

    @Test
    void thereAreOnlySoMany() {
        String outputs = IntStream.range(0, 65).mapToObj(i -> "o" + i).collect(Collectors.joining(", "));
        assertThat(problems("outputs: [" + outputs + "]"))
                .containsExactly("f.yaml:2: outputs: names 65 outputs; name at most 64");
        assertThat(load("outputs: [" + outputs.replace(", o64", "") + "]").outputs())
                .hasSize(64);

        String entries = IntStream.range(0, 16).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
        assertThat(problems("slices: [" + entries + "]\noutputs: [a]"))
                .containsExactly("f.yaml:2: slices: has 17 entries, with that of the outputs; keep at most 16");
        String attributes = entries.replace("a15", "[a15, output], output").replace("a14, ", "");
        assertThat(load("slices: [" + attributes + "]\noutputs: [a]").slices())
                .as("the outputs are no attribute of a record")
                .hasSize(16);
    }

    private static String lines(String yaml) {
        return yaml.startsWith("{")
                ? yaml.substring(1, yaml.length() - 1).replaceAll(", (slices|outputs|limits|fields):", "\n$1:")
                : yaml;
    }

    private static List<String> problems(String yaml) {
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> load(yaml));
        assertThat(refusal).as("this should be refused: %s", yaml).isNotNull();
        return refusal.problems();
    }

    private static JobConfig load(String yaml) {
        return ConfigLoader.load(KAFKA + yaml, "f.yaml", List.of(), environment());
    }

    private static Map<String, String> environment() {
        return Map.of("LAST", "secret-last", "ALL", "secret-a, secret-b");
    }
}
