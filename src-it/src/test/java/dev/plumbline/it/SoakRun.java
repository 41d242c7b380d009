package dev.plumbline.it;

import dev.plumbline.it.Deployment.Killable;
import dev.plumbline.it.LiveRun.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A steady load for many minutes while processes are killed at random, with the same checks at the end as after every single fault.
 * It is no part of the ordinary build; the profile {@code soak} runs it alone. System properties: {@code soak.minutes} (10),
 * {@code soak.rate} in records per second (400), {@code soak.seed} (the time; it is printed), {@code soak.quiet}, the most
 * checkpoints between a recovery and the next kill (20, about as many seconds).
 */
@ExtendWith(Deployment.Resolver.class)
class SoakRun {

    private static final String[] KILLED = {"TaskManager", "broker", "JobManager"};

    @Test
    void randomKillsLoseNothingAndRepeatNothing(@Killable Deployment deployment) throws IOException {
        long seed = Long.getLong("soak.seed", System.currentTimeMillis());
        Duration length = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
        int rate = Integer.getInteger("soak.rate", 400);
        int quiet = Integer.getInteger("soak.quiet", 20);
        System.out.printf(
                "soak: %d min at %d records/s, at most %d quiet checkpoints, seed %d%n",
                length.toMinutes(), rate, quiet, seed);
        Random random = new Random(seed);
        Map<String, Integer> kills = new TreeMap<>();
        try (LiveRun run = LiveRun.start(deployment, Plan.of("soak", seed).perSecond(rate))) {
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() - end < 0) {
                String victim = KILLED[random.nextInt(KILLED.length)];
                kills.merge(victim, 1, Integer::sum);
                long fault = kill(victim, deployment);
                run.awaitRecoverySince(fault);
                deployment.awaitJobManager();
                run.awaitCheckpoints(random.nextInt(quiet));
            }
            run.finish("soak of " + length.toMinutes() + " min with kills " + kills);
        }
    }

    /** Kills a process and starts it again, and returns when it was killed, in epoch milliseconds. */
    private static long kill(String victim, Deployment deployment) {
        FlinkCluster cluster = deployment.cluster();
        long fault;
        switch (victim) {
            case "TaskManager" -> {
                cluster.killTaskManager();
                fault = System.currentTimeMillis();
                cluster.startTaskManager();
            }
            case "JobManager" -> {
                cluster.killJobManager();
                fault = System.currentTimeMillis();
                cluster.startJobManager();
            }
            default -> {
                deployment.broker().killHard();
                fault = System.currentTimeMillis();
                deployment.broker().startAgain();
            }
        }
        return fault;
    }
}
