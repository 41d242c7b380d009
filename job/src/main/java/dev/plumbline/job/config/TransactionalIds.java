package dev.plumbline.job.config;

import java.util.List;

/** What the transactional ids of a job's sinks begin with; the connector's pool appends to it. */
public final class TransactionalIds {

    private TransactionalIds() {}

    /**
     * Whether one job's sinks would take transactions of the other's for their own: a sink that starts aborts every open transaction
     * whose id begins with its prefix.
     */
    static boolean overlap(String job, String other) {
        return prefixes(job).stream()
                .anyMatch(a -> prefixes(other).stream().anyMatch(b -> a.startsWith(b) || b.startsWith(a)));
    }

    private static List<String> prefixes(String job) {
        return List.of(ofReports(job), ofDeadLetters(job), ofLedger(job));
    }

    /** Returns the prefix for the reports of the job of that name. */
    public static String ofReports(String job) {
        return job + "-reports";
    }

    /** Returns the prefix for the dead letters of the job of that name. */
    public static String ofDeadLetters(String job) {
        return job + "-dead-letters";
    }

    /** Returns the prefix for the ledger of the job of that name. */
    public static String ofLedger(String job) {
        return job + "-ledger";
    }
}
