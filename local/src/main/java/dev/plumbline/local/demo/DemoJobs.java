package dev.plumbline.local.demo;

import dev.plumbline.local.engine.RunningJob;
import java.util.List;

/** The running jobs of the demonstration, as one. */
record DemoJobs(List<RunningJob> jobs) {
    DemoJobs {
        jobs = List.copyOf(jobs);
    }

    /** Asks all to end now; returns at once. */
    void cancel() {
        jobs.forEach(RunningJob::cancel);
    }

    /**
     * Waits for the end of all.
     *
     * @throws dev.plumbline.local.UserError if one failed
     */
    void await() {
        jobs.forEach(RunningJob::await);
    }

    /**
     * Says so if one has failed.
     *
     * @throws dev.plumbline.local.UserError with the reason
     */
    void check() {
        jobs.stream().filter(RunningJob::ended).forEach(RunningJob::await);
    }
}
