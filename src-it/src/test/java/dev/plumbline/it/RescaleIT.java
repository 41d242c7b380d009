package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.it.Deployment.Killable;
import dev.plumbline.it.LiveRun.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Final reports are the same bytes, whether the job was live and moved from one to two to four tasks, or read the records afterwards,
 * from many partitions or one, without being disturbed.
 */
@ExtendWith(Deployment.Resolver.class)
class RescaleIT {

    @Test
    void movingALiveJobChangesNoByteOfItsFinalReports(@Killable Deployment deployment) throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("moved", 601).parallelism(1))) {
            run.resume(run.stopWithSavepoint(), 2);
            run.resume(run.cancelAndKeepCheckpoint(), 4);
            run.finish("moved 1 to 2 by savepoint, 2 to 4 by checkpoint");
            String live = Report.fingerprint(run.reports());
            deployment.rest().cancel(run.job());

            String afterwards = undisturbed(deployment, run, "afterwards", run.topic("predictions"));
            String onePartition = undisturbed(deployment, run, "one-partition", onePartition(deployment, run));

            System.out.printf(
                    "same bytes: live 1-2-4 %s, afterwards from %d partitions %s, from 1 partition %s%n",
                    live, LiveRun.PARTITIONS, afterwards, onePartition);
            assertThat(afterwards).isEqualTo(live);
            assertThat(onePartition).isEqualTo(live);
        }
    }

    /** Reads a topic to its end with the settings of the run, and returns the fingerprint of the reports. */
    private static String undisturbed(Deployment deployment, LiveRun run, String name, String topic)
            throws IOException {
        deployment.topics().create("moved." + name, 1);
        deployment.topics().create("moved-" + name + ".dead-letters", 1);
        deployment.topics().create("moved-" + name + ".ledger", 1);
        deployment.runToTheEnd(
                run.yaml(),
                2,
                "job=moved-" + name,
                "source.kafka.topics=[" + topic + "]",
                "source.kafka.stop=latest",
                "reports.kafka.topic=moved." + name,
                "dead_letters.kafka.topic=moved-" + name + ".dead-letters");
        return Report.fingerprint(deployment.topics().drain("moved." + name));
    }

    /** What was counted, in the order of its time, so that nothing is late in the one partition either. */
    private static String onePartition(Deployment deployment, LiveRun run) {
        List<Event> events = new ArrayList<>(run.truth().counted());
        events.sort(Comparator.comparingLong(Event::time));
        deployment.topics().create("moved.in-order", 1);
        deployment
                .topics()
                .send(events.stream()
                        .map(event -> Event.record("moved.in-order", 0, event.time(), event.json()))
                        .toList());
        return "moved.in-order";
    }
}
