package dev.plumbline.bench.run;

import dev.plumbline.bench.contender.Contender;
import dev.plumbline.bench.contender.ContenderKind;
import dev.plumbline.bench.contender.EngineContender;
import dev.plumbline.bench.contender.HeldState;
import dev.plumbline.bench.contender.Pass;
import dev.plumbline.bench.result.Measured;
import dev.plumbline.local.engine.Causes;
import dev.plumbline.local.engine.RunningJob;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child: one contender in a JVM of its own. It ends when its standard input does, so never later than its parent. */
public final class ChildMain {
    private static final Logger LOG = LoggerFactory.getLogger(ChildMain.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Contender contender;
    private final HeapMeter heap = new HeapMeter();
    private @Nullable RunningJob started;

    private ChildMain(Contender contender) {
        this.contender = contender;
    }

    /** Runs the contender of the given kind until the standard input ends. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream answers = System.out;
        // Whatever a library prints is no answer.
        System.setOut(System.err);
        BlockingQueue<String> requests = listen();
        try {
            ChildMain child = new ChildMain(ContenderKind.valueOf(args[0]).start());
            answers.println(Lines.write(Answer.done()));
            while (true) {
                answers.println(Lines.write(child.answer(Lines.read(requests.take(), Request.class))));
            }
        } catch (RuntimeException e) {
            LOG.error("The contender could not start.", e);
            answers.println(Lines.write(Answer.failed(Causes.sentence(e))));
            // Threads of an engine would keep the process.
            Runtime.getRuntime().halt(1);
        }
    }

    private static BlockingQueue<String> listen() {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        Thread listener = new Thread(
                () -> {
                    try (BufferedReader in =
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                        for (String line = in.readLine(); line != null; line = in.readLine()) {
                            requests.add(line);
                        }
                    } catch (IOException e) {
                        LOG.info("The parent is gone.", e);
                    }
                    // At once, in the middle of a pass too; what is left lies in the parent's folder.
                    Runtime.getRuntime().halt(0);
                },
                "bench-requests");
        listener.setDaemon(true);
        listener.start();
        return requests;
    }

    // Whatever a contender throws, the parent is waiting for an answer.
    @SuppressWarnings("IllegalCatch")
    private Answer answer(Request request) {
        try {
            return switch (request.action()) {
                case PASS -> new Answer(null, pass(request), null);
                case START -> start(request);
                case STOP -> stop();
                case HOLD -> new Answer(null, null, hold(request));
            };
        } catch (Exception | Error e) {
            LOG.error("The contender failed.", e);
            return Answer.failed(Causes.sentence(e));
        }
    }

    private Measured pass(Request request) throws Exception {
        // Nobody begins with another's garbage, and idle children give memory back.
        collect();
        double[] cpuBefore = new double[1];
        Pass pass = contender.run(request.task(), () -> {
            heap.begin();
            cpuBefore[0] = ProcessFigures.cpuSeconds();
        });
        double cpu = ProcessFigures.cpuSeconds() - cpuBefore[0];
        heap.end();
        return new Measured(
                pass.seconds(),
                pass.startUpSeconds(),
                cpu,
                heap.allocatedBytes(),
                heap.collectionCount(),
                heap.collectionSeconds(),
                heap.liveBytes(),
                ProcessFigures.peakBytes());
    }

    private Answer start(Request request) {
        started = engine().submit(request.task());
        return Answer.done();
    }

    private HeldState hold(Request request) {
        return engine().hold(request.task(), request.watermark(), () -> {
            collect();
            return HeapMeter.used();
        });
    }

    /** Twice: Flink's tasks have finalizers, and the first collection leaves all that they hold. */
    private static void collect() {
        System.gc();
        System.runFinalization();
        System.gc();
    }

    private EngineContender engine() {
        if (contender instanceof EngineContender engine) {
            return engine;
        }
        throw new IllegalArgumentException("only a job can be left running");
    }

    private Answer stop() {
        RunningJob job = started;
        if (job == null || job.ended()) {
            return Answer.failed("the job is not running");
        }
        started = null;
        job.cancel();
        return job.endsWithin(STOP_LIMIT) ? Answer.done() : Answer.failed("the job does not end");
    }
}
