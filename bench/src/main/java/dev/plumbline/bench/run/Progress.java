package dev.plumbline.bench.run;

/** Who is told how far a run is, in short sentences. */
@FunctionalInterface
public interface Progress {
    /** What happens now. */
    void say(String sentence);
}
