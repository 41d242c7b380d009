package dev.plumbline.bench.run;

import dev.plumbline.bench.contender.ContenderKind;
import java.util.ArrayList;
import java.util.List;

/** All children that run now. They end together with whoever asks for it, from any thread. */
public final class Troupe implements AutoCloseable {
    private final Stage stage;
    private final List<String> flags;
    private final List<Child> children = new ArrayList<>();
    private boolean closed;

    /** A troupe without members, whose JVMs will have the given flags. */
    public Troupe(Stage stage, List<String> flags) {
        this.stage = stage;
        this.flags = List.copyOf(flags);
    }

    /** Starts a child, and returns at once. */
    public synchronized Child start(String name, ContenderKind kind) {
        if (closed) {
            throw new IllegalStateException("the run has ended");
        }
        Child child = Child.start(name, kind, flags, ChildFolder.createIn(stage.folder(), name));
        children.add(child);
        return child;
    }

    /** Sends all members home. */
    public synchronized void dismiss() {
        children.forEach(Child::close);
        children.clear();
    }

    /** Whether the run is being ended. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Sends all members home, and takes no new ones. */
    @Override
    public synchronized void close() {
        closed = true;
        dismiss();
    }
}
