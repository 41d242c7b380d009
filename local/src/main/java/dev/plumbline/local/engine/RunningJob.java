package dev.plumbline.local.engine;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.JobSubmissionResult;
import org.apache.flink.runtime.clusterframework.ApplicationStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job in the embedded engine. */
public final class RunningJob {
    private final MiniCluster cluster;
    private final JobID id;
    private final CompletableFuture<?> submission;
    private final CompletableFuture<JobResult> result;

    private RunningJob(
            MiniCluster cluster, JobID id, CompletableFuture<?> submission, CompletableFuture<JobResult> result) {
        this.cluster = cluster;
        this.id = id;
        this.submission = submission;
        this.result = result;
    }

    static RunningJob submit(MiniCluster cluster, JobGraph graph) {
        CompletableFuture<JobSubmissionResult> submission = cluster.submitJob(graph);
        CompletableFuture<JobResult> result =
                submission.thenCompose(submitted -> cluster.requestJobResult(submitted.getJobID()));
        return new RunningJob(cluster, graph.getJobID(), submission, result);
    }

    /**
     * Waits for the end: of a bounded input, or by {@link #cancel}.
     *
     * @throws UserError if the job failed
     */
    public void await() {
        try {
            JobResult ended = result.get();
            if (ended.getApplicationStatus() == ApplicationStatus.FAILED) {
                throw failed(ended.getSerializedThrowable()
                        .map(serialized -> serialized.deserializeError(RunningJob.class.getClassLoader()))
                        .orElseGet(() -> new IllegalStateException("Flink gave no reason")));
            }
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    /** Flink's name for it. */
    public String id() {
        return id.toHexString();
    }

    /** Waits for its end, whatever the reason, but not longer than {@code limit}; says whether it has ended. */
    public boolean endsWithin(Duration limit) {
        try {
            var unused = result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    /** When the last of its tasks began to run, in epoch milliseconds; empty as long as one has not begun. */
    public OptionalLong runningSince() {
        long last = Long.MIN_VALUE;
        for (AccessExecutionVertex task : graph().getAllExecutionVertices()) {
            long since = task.getStateTimestamp(ExecutionState.RUNNING);
            if (since == 0) {
                return OptionalLong.empty();
            }
            last = Math.max(last, since);
        }
        return last == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /** When it came to its end in order, in epoch milliseconds; empty until then, and after another end. */
    public OptionalLong finishedAt() {
        long at = graph().getStatusTimestamp(JobStatus.FINISHED);
        return at == 0 ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** Whether it has ended, whatever the reason. */
    public boolean ended() {
        return result.isDone();
    }

    /** Asks it to end now; what no checkpoint has committed is not published. Returns at once. */
    public void cancel() {
        // Whether it heard is known by the result.
        var unused = cluster.cancelJob(id);
    }

    private AccessExecutionGraph graph() {
        try {
            // Before, nobody has heard of it.
            return submission
                    .thenCompose(submitted -> cluster.getExecutionGraph(id))
                    .get();
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private static UserError failed(Throwable cause) {
        return new UserError(ExitCode.FAILED, "the job failed: " + Causes.sentence(cause), cause);
    }
}
