package dev.plumbline.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What flink-conf/ ships is read by nobody during development: here it is. */
class FlinkConfTest {

    private static final Path FOLDER = Path.of("..", "flink-conf");
    private static final String REPORTER = "metrics.reporter.prom.";

    private static final List<Class<?>> OPTION_CLASSES = List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class);

    @ParameterizedTest
    @MethodSource("yamlFiles")
    void isYamlWithoutDuplicateKeys(Path file) throws IOException {
        assertThat(documents(file)).isNotEmpty().allMatch(Map.class::isInstance);
    }

    @Test
    void configYamlHoldsOnlyOptionsThatThisFlinkKnowsWithValuesThatItUnderstands() {
        assertUnderstood(GlobalConfiguration.loadConfiguration(FOLDER.toString()));
    }

    @Test
    void theDeploymentHoldsOnlyOptionsThatThisFlinkKnowsWithValuesThatItUnderstands() throws IOException {
        assertUnderstood(Configuration.fromMap(flinkConfigurationOfTheDeployment()));
    }

    @Test
    void theDeploymentSaysTheSameAsConfigYamlExceptWhereKubernetesDiffers() throws IOException {
        Map<String, String> standalone =
                GlobalConfiguration.loadConfiguration(FOLDER.toString()).toMap();
        Map<String, String> deployment = new HashMap<>(flinkConfigurationOfTheDeployment());
        // Each pod has its own address, so its reporter needs no range of ports.
        assertThat(deployment.remove(REPORTER + "port")).isEqualTo("9249");
        assertThat(deployment.remove("high-availability.type")).isEqualTo("kubernetes");

        assertThat(standalone).containsAllEntriesOf(deployment);
    }

    @Test
    void configYamlListensOnThisMachineOnlyUntilItIsChanged() {
        assertThat(GlobalConfiguration.loadConfiguration(FOLDER.toString()).toMap())
                .containsAllEntriesOf(Map.of(
                        "jobmanager.bind-host", "127.0.0.1",
                        "taskmanager.bind-host", "127.0.0.1",
                        "rest.bind-address", "127.0.0.1"));
    }

    @Test
    void everyAlertSaysHowBadItIsWhatHappenedAndWhatToDo() throws IOException {
        assertThat(alerts()).hasSizeGreaterThan(5).allSatisfy(alert -> {
            assertThat(((Map<?, ?>) alert.get("labels")).get("severity")).isIn("critical", "warning", "info");
            assertThat(((Map<?, ?>) alert.get("annotations")).keySet()).isEqualTo(Set.of("summary", "action"));
        });
    }

    @Test
    void theManualKnowsEveryAlertAndEveryMetricThatAnAlertAsksFor() throws IOException {
        String manual = Files.readString(FOLDER.resolve("../docs/OPERATIONS.md"));
        Pattern metric = Pattern.compile("_operator_plumbline_(\\w+)");

        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(manual).contains("| `" + alert.get("alert") + "` | ");
            metric.matcher(String.valueOf(alert.get("expr")))
                    .results()
                    .forEach(found -> assertThat(manual).contains("`" + found.group(1)));
        });
    }

    private static List<Map<?, ?>> alerts() throws IOException {
        List<Map<?, ?>> alerts = new ArrayList<>();
        Map<?, ?> file = (Map<?, ?>)
                documents(FOLDER.resolve("alerts/plumbline-rules.yaml")).get(0);
        for (Object group : (List<?>) file.get("groups")) {
            ((List<?>) ((Map<?, ?>) group).get("rules")).forEach(rule -> alerts.add((Map<?, ?>) rule));
        }
        return alerts;
    }

    static List<Path> yamlFiles() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    private static void assertUnderstood(Configuration configuration) {
        Map<String, ConfigOption<?>> known = knownOptions();
        assertThat(configuration.toMap()).isNotEmpty();
        for (String key : configuration.keySet()) {
            if (key.startsWith(REPORTER)) {
                continue;
            }
            assertThat(known).as("options of Flink").containsKey(key);
            assertThatCode(() -> configuration.get(known.get(key))).as(key).doesNotThrowAnyException();
        }
        // Flink finds a reporter by name, and only logs when there is none.
        String reporter = configuration.toMap().get(REPORTER + "factory.class");
        assertThatCode(() -> assertThat(Class.forName(reporter)).isAssignableTo(MetricReporterFactory.class))
                .doesNotThrowAnyException();
    }

    private static Map<String, ConfigOption<?>> knownOptions() {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        for (Class<?> type : OPTION_CLASSES) {
            for (Field field : type.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                    try {
                        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                        options.put(option.key(), option);
                    } catch (IllegalAccessException e) {
                        throw new LinkageError("A public option of Flink cannot be read", e);
                    }
                }
            }
        }
        return options;
    }

    private static Map<String, String> flinkConfigurationOfTheDeployment() throws IOException {
        return documents(FOLDER.resolve("kubernetes/flink-deployment.yaml")).stream()
                .map(document -> (Map<?, ?>) document)
                .filter(document -> "FlinkDeployment".equals(document.get("kind")))
                .map(document -> (Map<?, ?>) ((Map<?, ?>) document.get("spec")).get("flinkConfiguration"))
                .flatMap(options -> options.entrySet().stream())
                .collect(toMap(option -> (String) option.getKey(), option -> (String) option.getValue()));
    }

    private static List<Object> documents(Path file) throws IOException {
        List<Object> documents = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            new Load(LoadSettings.builder().build()).loadAllFromReader(reader).forEach(documents::add);
        }
        return documents;
    }
}
