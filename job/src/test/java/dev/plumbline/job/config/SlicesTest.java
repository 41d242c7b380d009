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

/** The list {@code slices}, and the places of its attributes. */
class SlicesTest {
    private static final String KAFKA = "source: {kafka: {bootstrap_servers: 'b:9092', topics: in}}\n";
    private static final Map<String, String> ENVIRONMENT = Map.of("CUT", "zone", "ZONE_PLACE", "/z");

    @Test
    void eachEntryIsANameOrSeveral() {
        JobConfig config = load("slices:\n  - country\n  - [device, country]\n  - [7]\n");

        assertThat(config.slices()).extracting(Slicing::name).containsExactly("country", "country,device", "7");
        assertThat(config.fields().slices())
                .containsExactly(
                        SliceAttribute.named("7"), SliceAttribute.named("country"), SliceAttribute.named("device"));
        assertThat(config.slices().get(1).attributes())
                .containsExactly(new Attribute("country", 1), new Attribute("device", 2));
    }

    @Test
    void placesAreTheDefaultOrTheOneGiven() {
        JobConfig config =
                load("slices: [country, a/b]\nfields: {slices: {country: /geo/0}, y_true: /slices/clicked}\n");

        assertThat(config.fields().slices())
                .containsExactly(new SliceAttribute("a/b", "/slices/a~1b"), new SliceAttribute("country", "/geo/0"));
    }

    @ParameterizedTest
    @CsvSource(value = {"slices: []", "slices:", "fields: {slices: {}}", "fields: {slices: }"})
    void nothingIsNoSlices(String yaml) {
        assertThat(load(yaml)).isEqualTo(load(""));
    }

    @Test
    void overridesReachIntoTheList() {
        JobConfig config = ConfigLoader.load(
                KAFKA + "slices: [country]",
                "f.yaml",
                List.of("slices.1=[a.b, c]", "slices.0=town", "fields.slices.a.b=/x"),
                Map.of());

        assertThat(config.slices()).extracting(Slicing::name).containsExactly("town", "a.b,c");
        assertThat(config.fields().slices()).contains(new SliceAttribute("a.b", "/x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            slices: [country, [device, country]]
            slices: ['it''s: odd', '[a]', ' b ', 'null', '~', '${x']
            {slices: [[zone, country]], fields: {slices: {zone: /z, country: /geo/country.key}}}
            {slices: [token, customer.key]}
            {slices: ["${CUT}", [b, "${CUT}", a]], fields: {slices: {zone: "${ZONE_PLACE}"}}}
            {slices: [["${CUT}"]]}
            """)
    void theDescriptionLoadsToTheSame(String yaml) {
        String text = yaml.startsWith("{") ? yaml.substring(1, yaml.length() - 1) : yaml;
        JobConfig config = load("{" + KAFKA.trim() + ", " + text.replace("'${x'", "'$${x'") + "}", "");

        assertThat(load(config.describe(), "")).isEqualTo(config);
        assertThat(config.describe()).doesNotContain("hidden");
    }

    @Test
    void aNameFromTheEnvironmentIsNotPrinted() {
        assertThat(load("slices: [[a, '${CUT}', b], '${CUT}']").describe())
                .contains("- [a, b, \"${CUT}\"]", "- \"${CUT}\"")
                .doesNotContain("zone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            slices: country ¦ slices: country: is not a list of slices; write - country, or - [country, device] for the combinations of both
            slices: {country: /geo} ¦ slices: is not a list of slices; write - country, or - [country, device] for the combinations of both
            slices: [{country: /geo}] ¦ slices.0: is not a slice; write - country, or - [country, device] for the combinations of both, and give places below fields.slices
            slices: [[]] ¦ slices.0: is empty; write - country, or - [country, device] for the combinations of both
            slices: [''] ¦ slices.0: "": is no name; give 1 to 100 characters that print, without a comma
            slices: ["a\\u0007"] ¦ slices.0: a : is no name; give 1 to 100 characters that print, without a comma
            slices: ['country, device'] ¦ slices.0: country, device: holds a comma; write - [country, device] for the combinations of two attributes
            slices: [overflow] ¦ slices.0: overflow: is what the slices are marked with that take what is beyond limits.slices; give the attribute another name, and its place below fields.slices
            slices: [[country, overflow]] ¦ slices.0.1: overflow: is what the slices are marked with that take what is beyond limits.slices; give the attribute another name, and its place below fields.slices
            slices: [~] ¦ slices.0: has no value; give <name>, or remove the line
            slices: [[a, [b]]] ¦ slices.0.1: is a list where one value belongs; give <name>
            slices: [a, a] ¦ slices.1: a: is the same slice as slices.0 (f.yaml:2); remove one
            slices: [[b, a], [a, b]] ¦ slices.1: is the same slice as slices.0 (f.yaml:2); remove one
            slices: [[a, a]] ¦ slices.0.1: a: is in this slice already; remove one
            {slices: [country], fields: {slices: {county: /geo}}} ¦ fields.slices.county: /geo: is the place of an attribute that no slice uses; did you mean fields.slices.country?
            fields: {slices: {country: /geo}} ¦ fields.slices.country: /geo: is the place of an attribute that no slice uses; add country to slices, or remove the line
            {slices: [country], fields: {slices: {country: geo}}} ¦ fields.slices.country: geo: is not a JSON Pointer, which starts with /; write /a/b for member b of member a
            {slices: [country], fields: {slices: {country: /model}}} ¦ fields.slices.country: /model: is the place of fields.model, or leads through it; give each field a place of its own, or none to an optional one
            {slices: [country], fields: {y_true: /slices}} ¦ fields.y_true: /slices: is the place of fields.slices.country, or leads through it; give each field a place of its own, or none to an optional one
            fields: {slices: /geo} ¦ fields.slices: is a single value where a section belongs; write its options below, as name: value
            slice: [country] ¦ slice: is not an option; did you mean slices?
            """)
    void isRefusedWithTheReasonAndTheWayOut(String added, String message) {
        String yaml =
                added.startsWith("{") ? added.substring(1, added.length() - 1).replace(", fields", "\nfields") : added;

        assertThat(problems(yaml)).singleElement().asString().endsWith(": " + message);
    }

    @Test
    void thereAreOnlySoMany() {
        String entries = IntStream.range(0, 17)
                .mapToObj(i -> "[a, b" + i % 9 + ", c" + i / 9 + "]")
                .collect(Collectors.joining(", "));
        assertThat(problems("slices: [" + entries + "]"))
                .containsExactly("f.yaml:2: slices: has 17 entries; keep at most 16");

        String attributes = IntStream.range(0, 17).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
        assertThat(problems("slices: [[" + attributes + "]]"))
                .contains("f.yaml:2: slices: names 17 attributes; use at most 16");
    }

    private static List<String> problems(String yaml) {
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> load(yaml));
        assertThat(refusal).as("this should be refused: %s", yaml).isNotNull();
        return refusal.problems();
    }

    private static JobConfig load(String yaml) {
        return load(KAFKA, yaml);
    }

    private static JobConfig load(String source, String yaml) {
        return ConfigLoader.load(source + yaml, "f.yaml", List.of(), ENVIRONMENT);
    }
}
