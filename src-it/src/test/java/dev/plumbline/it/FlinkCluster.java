package dev.plumbline.it;

import dev.plumbline.local.broker.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Flink session cluster on 127.0.0.1: a JobManager and TaskManagers, each in a process of its own. */
final class FlinkCluster implements AutoCloseable {

    /** The slots of one TaskManager. */
    static final int SLOTS = 2;

    // What Flink's own start scripts open on Java 17.
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    // What Flink's start scripts compute from the size of the machine.
    private static final Map<String, String> WORKER_RESOURCES = Map.ofEntries(
            Map.entry("taskmanager.cpu.cores", "1.0"),
            Map.entry("taskmanager.memory.task.heap.size", "128mb"),
            Map.entry("taskmanager.memory.task.off-heap.size", "0b"),
            Map.entry("taskmanager.memory.framework.heap.size", "128mb"),
            Map.entry("taskmanager.memory.framework.off-heap.size", "128mb"),
            Map.entry("taskmanager.memory.network.min", "64mb"),
            Map.entry("taskmanager.memory.network.max", "64mb"),
            Map.entry("taskmanager.memory.managed.size", "128mb"),
            Map.entry("taskmanager.memory.jvm-metaspace.size", "192mb"),
            Map.entry("taskmanager.memory.jvm-overhead.min", "128mb"),
            Map.entry("taskmanager.memory.jvm-overhead.max", "128mb"));

    private final Path home;
    private final Path logs;
    private final Map<String, String> environment;
    private final FlinkRest rest;
    private JavaProcess jobManager;
    private final List<JavaProcess> taskManagers = new ArrayList<>();
    private int started;

    private FlinkCluster(Path home, Path logs, Map<String, String> extra, Map<String, String> environment) {
        List<Integer> ports = LoopbackPorts.free(2);
        this.home = home;
        this.logs = logs;
        this.environment = environment;
        this.rest = new FlinkRest(ports.get(0));
        writeConfiguration(ports.get(0), ports.get(1), extra);
        this.jobManager = launchJobManager();
    }

    /**
     * Starts a cluster and waits until all its slots can be used.
     *
     * @param home the folder for configuration, temporary files, checkpoints and savepoints
     * @param logs the folder for the logs of the processes
     * @param taskManagers the number of TaskManagers, each with {@link #SLOTS} slots
     * @param extra Flink options on top of the harness's own
     */
    static FlinkCluster start(Path home, Path logs, int taskManagers, Map<String, String> extra) {
        return start(home, logs, taskManagers, extra, Map.of());
    }

    /**
     * Starts a cluster whose processes have more variables in their environment, and waits until all its slots can be used.
     *
     * @param home the folder for configuration, temporary files, checkpoints and savepoints
     * @param logs the folder for the logs of the processes
     * @param taskManagers the number of TaskManagers, each with {@link #SLOTS} slots
     * @param extra Flink options on top of the harness's own
     * @param environment variables on top of the test's own
     */
    static FlinkCluster start(
            Path home, Path logs, int taskManagers, Map<String, String> extra, Map<String, String> environment) {
        FlinkCluster cluster = new FlinkCluster(home, logs, extra, environment);
        for (int i = 0; i < taskManagers; i++) {
            cluster.launchTaskManager();
        }
        cluster.awaitSlots(taskManagers * SLOTS);
        return cluster;
    }

    FlinkRest rest() {
        return rest;
    }

    /** The ids of all its processes. */
    List<Long> pids() {
        List<Long> pids = new ArrayList<>(List.of(jobManager.pid()));
        taskManagers.forEach(taskManager -> pids.add(taskManager.pid()));
        return pids;
    }

    /** The folder that savepoints go to. */
    Path savepoints() {
        return home.resolve("savepoints");
    }

    /** The folder that checkpoints go to, one folder per job. */
    Path checkpoints() {
        return home.resolve("checkpoints");
    }

    /** Kills the JobManager as a crash does. Without high availability its jobs are forgotten. */
    void killJobManager() {
        jobManager.killHard();
    }

    /** Starts the JobManager again, on the same ports. */
    void startJobManager() {
        jobManager = launchJobManager();
    }

    /** Freezes all TaskManagers for as long as the action takes. */
    void whileFrozen(Runnable action) {
        taskManagers.forEach(JavaProcess::freeze);
        try {
            action.run();
        } finally {
            taskManagers.forEach(JavaProcess::thaw);
        }
    }

    /** Kills the TaskManager that has run for the longest time, as a crash does. Flink finds out by itself. */
    void killTaskManager() {
        taskManagers.remove(0).killHard();
    }

    /** Starts one more TaskManager; it registers when it is ready. */
    void startTaskManager() {
        launchTaskManager();
    }

    /** Starts a TaskManager for each that has ended, as whoever runs a cluster does. */
    void replaceEndedTaskManagers() {
        List<JavaProcess> ended = taskManagers.stream()
                .filter(taskManager -> !taskManager.isAlive())
                .toList();
        taskManagers.removeAll(ended);
        ended.forEach(taskManager -> {
            taskManager.close();
            launchTaskManager();
        });
    }

    /** Waits until the living TaskManagers have registered this many slots. */
    void awaitSlots(int slots) {
        Await.until(slots + " slots of Flink", () -> {
            jobManager.requireAlive();
            taskManagers.forEach(JavaProcess::requireAlive);
            return rest.slots() == slots;
        });
    }

    @Override
    public void close() {
        taskManagers.forEach(JavaProcess::close);
        jobManager.close();
    }

    private JavaProcess launchJobManager() {
        return launch(
                "JobManager",
                "jobmanager.log",
                List.of("-Xmx384m"),
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                Map.of());
    }

    private void launchTaskManager() {
        started++;
        taskManagers.add(launch(
                "TaskManager " + started,
                "taskmanager-" + started + ".log",
                List.of("-Xmx256m", "-XX:MaxDirectMemorySize=256m"),
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                WORKER_RESOURCES));
    }

    private JavaProcess launch(
            String name, String log, List<String> memory, String mainClass, Map<String, String> options) {
        List<String> arguments = new ArrayList<>(memory);
        arguments.add("-XX:+UseSerialGC");
        // A cluster that lives for a minute or two spends most of it in the optimizing compiler otherwise.
        arguments.add("-XX:TieredStopAtLevel=1");
        OPENED.forEach(opened -> arguments.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        arguments.addAll(List.of(
                Place.loggingFlag(home),
                "-cp",
                Place.flinkClassPath(),
                mainClass,
                "--configDir",
                configuration().toString()));
        new TreeMap<>(options).forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
        return JavaProcess.start(name, logs.resolve(log), arguments, environment);
    }

    private Path configuration() {
        return home.resolve("conf");
    }

    private void writeConfiguration(int restPort, int rpcPort, Map<String, String> extra) {
        Map<String, String> options = new TreeMap<>();
        for (String host : List.of(
                "jobmanager.rpc.address",
                "jobmanager.bind-host",
                "taskmanager.host",
                "taskmanager.bind-host",
                "rest.address",
                "rest.bind-address")) {
            options.put(host, "127.0.0.1");
        }
        options.put("rest.port", Integer.toString(restPort));
        options.put("jobmanager.rpc.port", Integer.toString(rpcPort));
        options.put("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS));
        options.put("io.tmp.dirs", folder("tmp").toString());
        options.put("web.tmpdir", folder("web").toString());
        options.put("state.backend.type", "rocksdb");
        options.put("execution.checkpointing.dir", folder("checkpoints").toUri().toString());
        options.put(
                "execution.checkpointing.savepoint-dir", savepoints().toUri().toString());
        // How old the answers about a job may be; with the default, tests would wait for, and act on, news of 3 s ago.
        options.put("web.refresh-interval", "100");
        options.put("metrics.fetcher.update-interval", "500");
        // Fast enough to see a dead worker, slow enough not to bury a live one on a busy machine.
        options.put("pekko.ask.timeout", "60s");
        options.put("heartbeat.interval", "1000");
        options.put("heartbeat.timeout", "15000");
        options.put("restart-strategy.type", "fixed-delay");
        options.put("restart-strategy.fixed-delay.attempts", "10");
        options.put("restart-strategy.fixed-delay.delay", "200ms");
        options.putAll(extra);

        StringBuilder yaml = new StringBuilder();
        options.forEach(
                (key, value) -> yaml.append(key).append(": \"").append(value).append("\"\n"));
        try {
            Files.createDirectories(configuration());
            Files.writeString(configuration().resolve("config.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
