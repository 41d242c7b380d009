package dev.plumbline.it;

import dev.plumbline.it.Deployment.Killable;
import dev.plumbline.it.LiveRun.Plan;
import dev.plumbline.it.Topics.Denial;
import java.io.IOException;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dead letters that find no way out stop the job, with a sentence, until they do: they are never dropped. */
@ExtendWith(Deployment.Resolver.class)
class DeadLetterTopicFaultIT {

    @Test
    void theRightToWriteIsTakenAwayAndGivenBack(@Killable Deployment deployment) throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("letters-denied", 301))) {
            Topics topics = deployment.topics();
            String topic = run.topic("dead-letters");
            Denial denial = topics.deny(topic, AclOperation.WRITE);
            Await.until(
                    "the job to say why it fails",
                    () -> deployment.rest().exceptions(run.job()).stream()
                            .anyMatch(trace -> trace.contains("Not authorized to access topics: [" + topic + "]")));
            int before = run.deadLetters().size();
            denial.close();
            // Flink's Kafka writer hands one exception to two threads; when they meet in it, it ends the TaskManager.
            run.awaitRecoveryOnNewWorkers();
            Await.until("new dead letters", () -> run.deadLetters().size() > before);
            run.finish("dead-letter topic refuses to be written");
        }
    }
}
