package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code kafka-acls} commands of docs/OPERATIONS.md, run as they stand there, but for names that only a reader knows. */
final class AclCommands {

    private static final Pattern BLOCK = Pattern.compile("```\n(kafka-acls .*?)```", Pattern.DOTALL);

    private AclCommands() {}

    /**
     * Runs every command.
     *
     * @param bootstrapServers where the administrator is let in
     * @param user who gets the rights
     * @param job the job's name, in the place of {@code ctr-monitor}
     * @param logs the folder for the commands' output
     */
    static void run(String bootstrapServers, String user, String job, Path logs) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Place.document("OPERATIONS.md")));
        assertThat(block.find()).as("a block of kafka-acls in OPERATIONS.md").isTrue();
        List<String> commands = Pattern.compile("kafka-acls (.*)")
                .matcher(block.group(1).replace("\\\n", " "))
                .results()
                .map(AclCommands::arguments)
                .toList();
        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            List<String> arguments =
                    new ArrayList<>(List.of("-cp", Place.kafkaClassPath(), "org.apache.kafka.tools.AclCommand"));
            arguments.addAll(List.of("--bootstrap-server", bootstrapServers));
            arguments.addAll(List.of(command.replace("User:plumbline", "User:" + user)
                    .replace("ctr-monitor", job)
                    .replace("ctr-predictions", job + ".predictions")
                    .strip()
                    .split("\\s+")));
            try (JavaProcess process = JavaProcess.start("kafka-acls", logs.resolve("acls.log"), arguments)) {
                assertThat(process.awaitExit()).as(command).isZero();
            }
        }
    }

    private static String arguments(MatchResult command) {
        return command.group(1).replace("$ADMIN", "");
    }
}
