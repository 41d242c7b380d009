package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong, where, why, and the way out: the exact text of messages. */
class BrokenConfigurationTest {
    /** Line 1; what a test adds starts on line 2. */
    private static final String KAFKA = "source: {kafka: {bootstrap_servers: 'b:9092', topics: in}}\n";

    /** Any character that is in no case; the cases hold commas and quotes. */
    private static final char SEPARATOR = '¦';

    @ParameterizedTest
    @CsvSource(delimiter = SEPARATOR, quoteCharacter = '§', textBlock = """
            # Names
            metrik: {dtype: float64} ¦ metrik: is not an option; did you mean metric?
            metric: {floatx: float64} ¦ metric.floatx: is not an option; use one of dtype, from_logits, label_smoothing, variant
            metric: {from-logits: true} ¦ metric.from-logits: is not an option; did you mean metric.from_logits?
            metric: {fromLogits: true} ¦ metric.fromLogits: is not an option; did you mean metric.from_logits?
            metric: {label: 0.1} ¦ metric.label: is not an option; did you mean metric.label_smoothing?
            engine: {allowed_lateness: 1m} ¦ engine.allowed_lateness: is not an option; did you mean time.allowed_lateness?
            parallelism: 2 ¦ parallelism: is not an option; did you mean engine.parallelism?
            reports: {console: {colour: red}} ¦ reports.console.colour: is not an option; nothing belongs below reports.console
            windows: [{hopping: 1m}] ¦ windows.0.hopping: is not an option; use one of cumulative, sliding, tumbling
            # Types
            job: {name: x} ¦ job: is a section where one value belongs; give <name>
            job: [a, b] ¦ job: is a list where one value belongs; give <name>
            job: ¦ job: has no value; give <name>, or remove the line
            job: my job ¦ job: my job: is not a name; use 1 to 200 letters, digits, dots, underscores and hyphens
            time: 5s ¦ time: is a single value where a section belongs; write its options below, as name: value
            engine: [] ¦ engine: is a list where a section belongs; write its options below, as name: value
            engine: {parallelism: two} ¦ engine.parallelism: two: is not a whole number; give a whole number from 1 to 32768
            engine: {parallelism: 2.5} ¦ engine.parallelism: 2.5: is not a whole number; give a whole number from 1 to 32768
            engine: {parallelism: 0} ¦ engine.parallelism: 0: is out of range; give a whole number from 1 to 32768
            limits: {depth: 99999999999999999999} ¦ limits.depth: 99999999999999999999: is out of range; give a whole number from 1 to 1000
            metric: {from_logits: yes} ¦ metric.from_logits: yes: is neither true nor false; write one of them
            metric: {label_smoothing: .nan} ¦ metric.label_smoothing: .nan: is not a number; give a number from 0 to 1
            metric: {label_smoothing: 1.5} ¦ metric.label_smoothing: 1.5: is out of range; give a number from 0 to 1
            metric: {variant: keras2} ¦ metric.variant: keras2: is not known; did you mean keras3?
            metric: {variant: torch} ¦ metric.variant: torch: is not known; use one of keras3, tf2.3
            metric: !fast {variant: keras3} ¦ metric: !fast: tags have no meaning here; remove the tag
            # Times
            time: {out_of_orderness: 5} ¦ time.out_of_orderness: 5: is a duration without a unit; write a whole number and a unit out of ms, s, m, h, d, such as 500ms or 10s
            time: {allowed_lateness: soon} ¦ time.allowed_lateness: soon: is not a duration; write a whole number and a unit out of ms, s, m, h, d, such as 500ms or 10s
            time: {idleness: 0} ¦ time.idleness: 0: is too short; give 1ms or longer, or off
            time: {max_future: 200000d} ¦ time.max_future: 200000d: is too long; give 36500d or shorter
            windows: [{tumbling: 106751991167d}] ¦ windows.0.tumbling: 106751991167d: is too long; give 36500d or shorter
            time: {min: 2026} ¦ time.min: 2026: is too small for epoch milliseconds, it looks like seconds; write an ISO-8601 instant such as 2026-07-11T00:00:00Z, or epoch milliseconds
            time: {min: 2026-07-11} ¦ time.min: 2026-07-11: is not an instant; write an ISO-8601 instant such as 2026-07-11T00:00:00Z, or epoch milliseconds
            time: {max: 1999-01-01T00:00:00Z} ¦ time.max: 1999-01-01T00:00:00Z: leaves no time that is plausible; let time.min be before time.max
            engine: {checkpoint_interval: 0s} ¦ engine.checkpoint_interval: 0s: is too short; give 10ms or longer
            # Fields
            fields: {y_true: label} ¦ fields.y_true: label: is not a JSON Pointer, which starts with /; write /a/b for member b of member a
            fields: {y_true: ''} ¦ fields.y_true: "": is empty; name a member of the record, such as /model
            fields: {y_true: /a~b} ¦ fields.y_true: /a~b: is not a JSON Pointer: ~ stands alone; write ~0 for ~ and ~1 for / in a name
            fields: {y_true: none} ¦ fields.y_true: none: is not a JSON Pointer, which starts with /; write /a/b for member b of member a
            fields: {time: ts} ¦ fields.time: ts: is not a JSON Pointer, which starts with /; write /a/b for member b of member a, or none
            fields: {time_unit: seconds} ¦ fields.time_unit: seconds: is not known; use one of ms, s, us, ns
            fields: {y_pred: /y_true} ¦ fields.y_pred: /y_true: is the place of fields.y_true, or leads through it; give each field a place of its own, or none to an optional one
            fields: {y_pred: /model/score} ¦ fields.y_pred: /model/score: is the place of fields.model, or leads through it; give each field a place of its own, or none to an optional one
            fields: {model: {}} ¦ fields.model.constant: is missing; add "constant: <text>"
            fields: {model: {constant: ''}} ¦ fields.model.constant: "": is empty; give a value, or remove the line
            fields: {time: {constant: 1}} ¦ fields.time: is a section where one value belongs; give <JSON Pointer, or none>
            # Windows
            windows: [] ¦ windows: is empty; write - tumbling: 1m, - sliding: {size: 10m, slide: 1m} or - cumulative: {size: 1d, step: 1h}
            windows: {tumbling: 1m} ¦ windows: is not a list of windows; write - tumbling: 1m, - sliding: {size: 10m, slide: 1m} or - cumulative: {size: 1d, step: 1h}
            windows: [1m] ¦ windows.0: 1m: is not a window; write - tumbling: 1m, - sliding: {size: 10m, slide: 1m} or - cumulative: {size: 1d, step: 1h}
            windows: [{tumbling: 0s}] ¦ windows.0.tumbling: 0s: is too short; give 1ms or longer
            windows: [{sliding: 10m}] ¦ windows.0.sliding: 10m: is not a section with the lengths of a window; write - tumbling: 1m, - sliding: {size: 10m, slide: 1m} or - cumulative: {size: 1d, step: 1h}
            windows: [{sliding: {size: 10m}}] ¦ windows.0.sliding.slide: is missing; add "slide: <duration>"
            windows: [{sliding: {size: 1m, slide: 2m}}] ¦ windows.0.sliding.slide: 2m: is longer than the size, so records between two windows would be in none; use at most the size
            windows: [{sliding: {size: 7d, slide: 1s}}] ¦ windows.0.sliding.slide: 1s: puts every record into 604800 windows; use a longer one, for at most 10000
            windows: [{cumulative: {size: 1h, step: 7m}}] ¦ windows.0.cumulative.step: 7m: does not divide the size, so the last window would not end where the next one starts; use a divisor
            windows: [{tumbling: {size: 1h, offset: 1h}}] ¦ windows.0.tumbling.offset: 1h: is not shorter than what it shifts; subtract whole multiples of it
            windows: [{tumbling: 1m}, {tumbling: 60s}] ¦ windows.1: is the same window as windows.0 (f.yaml:2); remove one
            windows: [{tumbling: 1m, sliding: {size: 2m, slide: 1m}}] ¦ windows.0.sliding: contradicts windows.0.tumbling (f.yaml:2); keep exactly one of windows.0.tumbling, windows.0.sliding
            windows: [{tumbling: {size: 1m, offset: 1ms}}] ¦ windows: share no longer chunk of time than 1ms, because of lengths or offsets that hardly divide each other; use rounder ones
            # Sinks
            reports: console ¦ reports: is a single value where a section belongs; write its options below, as name: value
            reports: {console: {}, files: {path: out}} ¦ reports.console: contradicts reports.files (f.yaml:2); keep exactly one of reports.files, reports.console
            reports: {kafka: {}} ¦ reports.kafka.topic: is missing; add "topic: <topic>"
            reports: {kafka: {topic: a b}} ¦ reports.kafka.topic: a b: is not a topic name; Kafka allows 1 to 249 letters, digits, dots, underscores and hyphens
            reports: {kafka: {topic: out, delivery: exactly-once}} ¦ reports.kafka.delivery: exactly-once: is not known; did you mean exactly_once?
            reports: {kafka: {topic: in}} ¦ reports.kafka.topic: in: is a topic that the job reads (source.kafka.topics), which makes a loop; write to another
            reports: {kafka: {topic: in, bootstrap_servers: 'a:1,b:9092'}} ¦ reports.kafka.topic: in: is a topic that the job reads (source.kafka.topics), which makes a loop; write to another
            dead_letters: {kafka: {topic: in}} ¦ dead_letters.kafka.topic: in: is a topic that the job reads (source.kafka.topics), which makes a loop; write to another
            reports: {kafka: {topic: out, transaction_timeout: 5m}} ¦ reports.kafka.transaction_timeout: 5m: is not longer than engine.checkpoint_interval and engine.checkpoint_timeout together (310s), so brokers may abort results that are already final; raise it, brokers allow up to 15m unless told otherwise, or lower those
            reports: {kafka: {topic: out, transaction_timeout: 25d}} ¦ reports.kafka.transaction_timeout: 25d: is too long; give 24d or shorter
            reports: {files: {path: "a\\0b"}} ¦ reports.files.path: a b: is not a path; give a file or a folder
            reports: {kafka: {topic: out, properties: {transactional.id: x}}} ¦ reports.kafka.properties.transactional.id: x: is set by the job; remove it, the job names its transactions after itself
            reports: {kafka: {topic: out, properties: {linger.ms: [5]}}} ¦ reports.kafka.properties.linger.ms: is a list where one value belongs; give <text>
            reports: {kafka: {topic: out, properties: 5}} ¦ reports.kafka.properties: is a single value where a section belongs; write its options below, as name: value
            reports: {files: {path: ''}} ¦ reports.files.path: "": is empty; give a file or a folder
            """)
    void isRefusedWithTheReasonAndTheWayOut(String added, String message) {
        assertThat(problems(KAFKA + added)).containsExactly("f.yaml:2: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = SEPARATOR, quoteCharacter = '§', textBlock = """
            job: x ¦ source: says nothing to read from; add source.kafka or source.files
            source: ¦ source: says nothing to read from; add source.kafka or source.files
            source: {kafka: {topics: in}} ¦ source.kafka.bootstrap_servers: is missing; add "bootstrap_servers: <host:port>"
            source: {kafka: {bootstrap_servers: 'b:1'}} ¦ source.kafka.topics: is missing; add "topics: <topic>"
            source: {kafka: {bootstrap_servers: 'b:1', topics: []}} ¦ source.kafka.topics: is empty; give at least one topic
            source: {kafka: {bootstrap_servers: 'b:1', topics: [a, a]}} ¦ source.kafka.topics.1: a: names a topic twice; keep it once
            source: {kafka: {bootstrap_servers: b, topics: a}} ¦ source.kafka.bootstrap_servers: b: is not the address of a broker; write host:port, several separated by commas
            source: {kafka: {bootstrap_servers: 'b:70000', topics: a}} ¦ source.kafka.bootstrap_servers: b:70000: is not the address of a broker; write host:port, several separated by commas
            source: {kafka: {bootstrap_servers: 'b:1', topics: a, start: 1763750000}} ¦ source.kafka.start: 1763750000: is too small for epoch milliseconds, it looks like seconds; write earliest, latest, committed, offsets such as 0=100,1=250, an ISO-8601 instant such as 2026-07-11T00:00:00Z, or epoch milliseconds
            source: {kafka: {bootstrap_servers: 'b:1', topics: a, stop: now}} ¦ source.kafka.stop: now: is not an instant; write never, latest, offsets such as 0=100,1=250, an ISO-8601 instant such as 2026-07-11T00:00:00Z, or epoch milliseconds
            source: {kafka: {bootstrap_servers: 'b:1', topics: a, start: latest, stop: latest}} ¦ source.kafka.stop: latest: is where reading starts too, so nothing would be read; start earlier, or stop never
            source: {kafka: {bootstrap_servers: 'b:1', topics: a, start: 2026-07-11T00:00:00Z, stop: 2026-07-11T02:00:00+02:00}} ¦ source.kafka.stop: 2026-07-11T02:00:00+02:00: is not after source.kafka.start, so nothing would be read; stop later, or start earlier
            source: {kafka: {bootstrap_servers: 'b:1', topics: a, properties: {group.id: g}}} ¦ source.kafka.properties.group.id: g: is set by the job; use source.kafka.group_id
            source: {kafka: {bootstrap_servers: 'b:1', topics: a}, files: {path: x}} ¦ source.files: contradicts source.kafka (f.yaml:1); keep exactly one of source.kafka, source.files
            source: {files: {}} ¦ source.files.path: is missing; add "path: <path>"
            """)
    void aSourceIsRefusedWithTheReasonAndTheWayOut(String yaml, String message) {
        assertThat(problems(yaml)).containsExactly("f.yaml:1: " + message);
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheFileAndThenOfTheCommandLine() {
        String yaml = """
                source:
                  kafka:
                    bootstrap_servers: b:9092
                    topcis: [a]
                    start: soon
                metric: {variant: keras2}
                time:
                  idleness: never
                """;
        assertThat(problems(yaml, "engine.parallelism=many", "job=x y"))
                .containsExactly(
                        "f.yaml:2: source.kafka.topics: is missing; add \"topics: <topic>\"",
                        "f.yaml:4: source.kafka.topcis: is not an option; did you mean source.kafka.topics?",
                        "f.yaml:5: source.kafka.start: soon: is not an instant; write earliest, latest, committed, offsets such as 0=100,1=250, an ISO-8601"
                                + " instant such as 2026-07-11T00:00:00Z, or epoch milliseconds",
                        "f.yaml:6: metric.variant: keras2: is not known; did you mean keras3?",
                        "f.yaml:8: time.idleness: never: is not a duration; write a whole number and a unit out of ms, s, m, h,"
                                + " d, such as 500ms or 10s, or off",
                        "--set job: x y: is not a name; use 1 to 200 letters, digits, dots, underscores and hyphens",
                        "--set engine.parallelism: many: is not a whole number; give a whole number from 1 to 32768");
    }

    @Test
    void aDuplicateNameIsAProblemWithBothLines() {
        assertThat(problems(KAFKA + "job: a\ntime: {}\njob: b\n"))
                .containsExactly("f.yaml:4: job: is given twice, first at f.yaml:2; keep one of them");
    }

    @Test
    void theTransactionTimeoutIsCheckedAgainstDefaultsToo() {
        String yaml = KAFKA + "engine: {checkpoint_timeout: 15m}\nreports:\n  kafka: {topic: out}\n";
        assertThat(problems(yaml))
                .containsExactly("f.yaml:4: reports.kafka.transaction_timeout: 10m (the default): is not longer than"
                        + " engine.checkpoint_interval and engine.checkpoint_timeout together (910s), so brokers may abort"
                        + " results that are already final; raise it, brokers allow up to 15m unless told otherwise, or"
                        + " lower those");
        assertThat(ConfigLoader.load(yaml, "f.yaml", List.of("reports.kafka.delivery=at_least_once"), Map.of())
                        .reports())
                .isInstanceOf(SinkConfig.Kafka.class);
    }

    @Test
    void deadLettersMustNotMixWithReports() {
        assertThat(problems(KAFKA + "reports: {kafka: {topic: out}}\ndead_letters: {kafka: {topic: out}}"))
                .containsExactly(
                        "f.yaml:3: dead_letters.kafka.topic: out: is the topic of the reports too (reports.kafka.topic);"
                                + " give dead letters their own");
        assertThat(problems("source: {files: {path: in}}\nreports: {files: {path: out}}\n"
                        + "dead_letters: {files: {path: ./x/../out}}"))
                .containsExactly("f.yaml:3: dead_letters.files.path: ./x/../out: is the folder of the reports too"
                        + " (reports.files.path); give dead letters their own");
    }

    @Test
    void theLedgerMustNotMixWithReportsOrDeadLettersOrInput() {
        assertThat(problems(KAFKA + "reports: {kafka: {topic: out}}\nledger: {kafka: {topic: out}}"))
                .containsExactly("f.yaml:3: ledger.kafka.topic: out: is the topic of the reports too"
                        + " (reports.kafka.topic); give the ledger its own");
        assertThat(problems(KAFKA + "reports: {kafka: {topic: out}}\nledger: {kafka: {topic: plumbline.dead-letters}}"))
                .containsExactly(
                        "f.yaml:3: ledger.kafka.topic: plumbline.dead-letters: is the topic of the dead letters too"
                                + " (dead_letters.kafka.topic); give the ledger its own");
        assertThat(problems(KAFKA + "ledger: {kafka: {topic: in}}"))
                .containsExactly(
                        "f.yaml:2: ledger.kafka.topic: in: is a topic that the job reads (source.kafka.topics),"
                                + " which makes a loop; write to another");
    }

    @Test
    void theSameTopicNameOnAnotherClusterIsNoLoop() {
        JobConfig config = ConfigLoader.load(
                KAFKA + "reports: {kafka: {topic: in, bootstrap_servers: 'other:9092'}}",
                "f.yaml",
                List.of(),
                Map.of());
        assertThat(config.reports()).isInstanceOf(SinkConfig.Kafka.class);
    }

    @Test
    void filesThatTheJobWritesMustNotLieInWhatItReads() {
        assertThat(problems("source: {files: {path: data}}\nreports: {files: {path: data/out}}"))
                .containsExactly(
                        "f.yaml:2: reports.files.path: data/out: lies in what the job reads (source.files.path), which"
                                + " makes a loop; write elsewhere");
    }

    @Test
    void aSinkOnKafkaNeedsBrokersWhenTheSourceHasNone() {
        assertThat(problems("source: {files: {path: in}}\nreports:\n  kafka: {topic: out}"))
                .containsExactly(
                        "f.yaml:3: reports.kafka.bootstrap_servers: is missing; add \"bootstrap_servers: <host:port>\"");
    }

    @Test
    void parallelismBeyondTheMaximumIsRefused() {
        assertThat(problems(KAFKA + "engine: {parallelism: 4, max_parallelism: 2}"))
                .containsExactly(
                        "f.yaml:2: engine.parallelism: 4: is more than engine.max_parallelism allows; lower it, or, for"
                                + " a job without state to keep, raise that");
    }

    @Test
    void textThatIsNotYamlIsRefusedWithItsLineAndWithoutItsContent() {
        assertThat(problems("job: x\nsource: {password: hunter2\nb: ["))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("f.yaml:3: is not YAML: expected")
                        .endsWith("; check indentation and quotes")
                        .doesNotContain("hunter2"));
        assertThat(problems("- a\n- b"))
                .containsExactly("f.yaml:1: the configuration is not a section; write options as name: value");
        assertThat(problems("just text"))
                .containsExactly("f.yaml:1: the configuration is not a section; write options as name: value");
        assertThat(problems(""))
                .containsExactly("f.yaml:1: source: says nothing to read from; add source.kafka or source.files");
        assertThat(problems("? [a]\n: b\n" + KAFKA))
                .containsExactly("f.yaml:1: the name of an option is a list or a section; write name: value");
        assertThat(problems("job: \u0007")).singleElement().asString().contains("is not YAML");
    }

    @Test
    void aliasesNeitherRecurseNorExplode() {
        assertThat(problems(KAFKA + "time: &a\n  idleness: *a"))
                .singleElement()
                .asString()
                .contains("through an alias");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(10, alias)) + "]\n");
        }
        assertThat(problems(bomb.toString()))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("the configuration grows beyond 100000 values; use fewer aliases"));
        assertThat(problems("[".repeat(200_000)))
                .singleElement()
                .asString()
                .startsWith("f.yaml:1: is nested too deeply");
    }

    @Test
    void longAndManyLinedValuesAreShortened() {
        assertThat(problems(KAFKA + "job: \"" + "x y\\n".repeat(100) + "\""))
                .singleElement()
                .asString()
                .startsWith("f.yaml:2: job: x y x y")
                .contains("...: is not a name")
                .hasSizeLessThan(200);
    }

    private static List<String> problems(String yaml, String... overrides) {
        ConfigException refusal = catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.load(yaml, "f.yaml", List.of(overrides), Map.of()));
        assertThat(refusal).as("this should be refused: %s", yaml).isNotNull();
        assertThat(refusal.getMessage()).isEqualTo(String.join("\n", refusal.problems()));
        return refusal.problems();
    }
}
