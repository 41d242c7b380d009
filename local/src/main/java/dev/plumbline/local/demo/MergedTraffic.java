package dev.plumbline.local.demo;

/** Two streams as one, in the order of their times; at one time the first goes first. */
record MergedTraffic(Traffic first, Traffic second) implements Traffic {
    @Override
    public long due() {
        return Math.min(first.due(), second.due());
    }

    @Override
    public DemoRecord next() {
        return first.due() <= second.due() ? first.next() : second.next();
    }
}
