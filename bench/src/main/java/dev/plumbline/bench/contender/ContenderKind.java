package dev.plumbline.bench.contender;

/** Who can be started. */
public enum ContenderKind {
    /** Polls the bytes and counts them: nobody can be faster. */
    RAW(false),
    /** A consumer with Jackson's streaming parser and maps, without any engine. */
    JACKSON(false),
    /** Flink SQL in the best form that was found. */
    SQL(true),
    /** Flink SQL as one writes it first. */
    SQL_FIRST(true),
    /** A DataStream job as everyone writes it. */
    DATASTREAM(true),
    /** Flink's interval join of predictions and labels, and sums. */
    INTERVAL_JOIN(true),
    /** Plumbline: the packaged topology under a configuration that the real loader has read. */
    PLUMBLINE(true);

    private final boolean engine;

    ContenderKind(boolean engine) {
        this.engine = engine;
    }

    /** Whether its results go to a topic; they go to a file otherwise. */
    public boolean deliversToTopic() {
        return engine;
    }

    /** Starts one in this process. */
    public Contender start() {
        return switch (this) {
            case RAW -> new PlainContender(CountingWorker::new);
            case JACKSON -> new PlainContender(JacksonWorker::new);
            case SQL -> new EngineContender(new SqlDefinition(SqlQuery::best));
            case SQL_FIRST -> new EngineContender(new SqlDefinition(SqlQuery::first));
            case DATASTREAM -> new EngineContender(new DataStreamDefinition());
            case INTERVAL_JOIN -> new EngineContender(new IntervalJoinDefinition());
            case PLUMBLINE -> new EngineContender(new PlumblineDefinition());
        };
    }
}
