package dev.plumbline.job.config;

/** What the transactional ids of a job's sinks begin with; the connector's pool appends to it. */
public final class TransactionalIds {

    private TransactionalIds() {}

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
