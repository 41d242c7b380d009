package dev.plumbline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The script at the top, among a java and an mvn that only tell what they were asked. */
@Timeout(60)
@EnabledIf("scriptsRun")
class LauncherTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path home;
    private Path jdk;
    private Path tools;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void copyTheScriptIntoAProjectThatWasNeverBuilt() throws IOException {
        home = Files.createDirectories(folder.resolve("my projects").resolve("plumb line"));
        Files.copy(script(), home.resolve("plumbline"));
        for (String module : List.of("metric", "serde", "job", "local")) {
            Files.createDirectories(home.resolve(module).resolve("src").resolve("main"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(home.resolve("pom.xml"), "");
        jdk = jdk("17.0.15");
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed", "grep", "head", "find", "mkdir", "mv")) {
            Path real = Path.of("/bin", tool);
            executable(
                    tools.resolve(tool),
                    "exec '" + (Files.exists(real) ? real : Path.of("/usr/bin", tool)) + "' \"$@\"");
        }
        executable(tools.resolve("mvn"), "echo \"mvn $*\"; mkdir -p '%s'; : > '%s'".formatted(target(), jar()));
    }

    @Test
    void buildsOnFirstUseAndSaysSo() throws Exception {
        Result result = run("--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .isEqualTo("plumbline: building (first use, takes a minute or two); the log is "
                        + target().resolve("build.log") + "\n");
        assertThat(Files.readString(target().resolve("build.log"))).contains("-pl local -am", "package");
        assertThat(result.out()).contains("-jar " + jar() + " --help");
    }

    @Test
    void startsAtOnceWhenNothingChanged() throws Exception {
        pretendBuilt();

        Result result = run("eval", "a b.jsonl", "--json");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("-jar " + jar() + " eval a b.jsonl --json", "arguments 3 ")
                .contains("-Dplumbline.terminal=false -Dplumbline.terminal.error=false");
    }

    @Test
    void startsTheDemoWithoutTheOptimizingCompiler() throws Exception {
        pretendBuilt();

        assertThat(run("demo", "--once").out()).contains("-XX:TieredStopAtLevel=1 ", "arguments 2 ");
        assertThat(run("run", "--config", "x").out())
                .doesNotContain("TieredStopAtLevel")
                .contains("arguments 3 ");
    }

    @Test
    void theBenchmarksHaveABuildOfTheirOwn() throws Exception {
        pretendBuilt();
        Path own = home.resolve("bench").resolve("target");

        executable(tools.resolve("mvn"), "echo \"mvn $*\"; : > '%s'".formatted(own.resolve("plumbline-bench.jar")));
        Result result = run("bench", "--only", "zipf");

        assertThat(result.err())
                .contains("building (first use", own.resolve("build.log").toString());
        assertThat(Files.readString(own.resolve("build.log"))).contains("-pl bench -am");
        assertThat(result.out())
                .contains("-Xmx2g ", "-jar " + own.resolve("plumbline-bench.jar") + " --only zipf", "arguments 2 ");
        assertThat(run("--help").err()).isEmpty();
    }

    @Test
    void buildsAgainWhenASourceChanged() throws Exception {
        pretendBuilt();
        Files.writeString(home.resolve("job/src/main/New.java"), "");

        assertThat(run("--help").err()).contains("building (its sources changed)");
        assertThat(run("--help").err()).isEmpty();
    }

    @Test
    void startsTheOlderBuildWithoutMaven() throws Exception {
        pretendBuilt();
        Files.writeString(home.resolve("job/src/main/New.java"), "");
        Files.delete(tools.resolve("mvn"));

        Result result = run("--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("starting the older build");
        assertThat(result.out()).contains("--help");
    }

    @Test
    void saysThatMavenIsNeededOnce() throws Exception {
        Files.delete(tools.resolve("mvn"));

        Result result = run("--help");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("no mvn on the PATH").hasLineCount(1);
    }

    @Test
    void saysWhereTheLogOfAFailedBuildIs() throws Exception {
        executable(tools.resolve("mvn"), "echo '[ERROR] no compiler'; exit 1");

        Result result = run("--help");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("[ERROR] no compiler", "the build failed; the log is");
        assertThat(run("--help").err()).contains("building (first use");
    }

    @Test
    void worksThroughLinksAndFromAnyFolder() throws Exception {
        pretendBuilt();
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("absolute"), home.resolve("plumbline"));
        Files.createSymbolicLink(bin.resolve("pl"), Path.of("absolute"));

        Result result = run(bin.resolve("pl"), jdk.toString(), List.of("--version"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("-jar " + jar() + " --version");
    }

    @Test
    void refusesAnOldJava() throws Exception {
        pretendBuilt();

        for (String old : List.of("11.0.2", "1.8.0_392")) {
            Result result = run(home.resolve("plumbline"), jdk(old).toString(), List.of("--help"));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .contains("is Java " + old, "JDK 17 or newer")
                    .hasLineCount(1);
        }
        assertThat(run(home.resolve("plumbline"), jdk("25-ea").toString(), List.of("--help"))
                        .exitCode())
                .isZero();
    }

    @Test
    void refusesAJavaHomeWithoutJava() throws Exception {
        Result result = run(home.resolve("plumbline"), folder.toString(), List.of("--help"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("JAVA_HOME is " + folder, "no bin/java")
                .hasLineCount(1);
    }

    static boolean scriptsRun() {
        return Files.isExecutable(Path.of("/bin/sh")) && Files.exists(script());
    }

    private static Path script() {
        return Path.of("..", "plumbline").toAbsolutePath().normalize();
    }

    private Path target() {
        return home.resolve("local").resolve("target");
    }

    private Path jar() {
        return target().resolve("plumbline-local.jar");
    }

    private void pretendBuilt() throws IOException {
        Files.createDirectories(target());
        Files.writeString(jar(), "");
        Files.writeString(target().resolve("launcher.stamp"), "");
        try (var files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(BUILT));
            }
        }
    }

    /** A JDK whose java tells its version, and otherwise its arguments. */
    private Path jdk(String version) throws IOException {
        Path made = folder.resolve("jdk " + version);
        executable(made.resolve("bin").resolve("java"), """
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025-04-15' >&2; exit; fi
                echo "java $*"
                while [ "$1" != -jar ]; do shift; done
                echo "arguments $(($# - 2)) "
                """.formatted(version));
        return made;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result run(String... args) throws IOException, InterruptedException {
        return run(home.resolve("plumbline"), jdk.toString(), List.of(args));
    }

    private Result run(Path script, String javaHome, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(args);
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().put("PATH", tools.toString());
        builder.environment().remove("PLUMBLINE_JAVA_OPTS");
        Process process = builder.start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
