package dev.plumbline.local.demo;

/** Records in the order in which they are sent. */
interface Traffic {
    /** What {@link #due} says when there are no more. */
    long OVER = Long.MAX_VALUE;

    /** When the next record is due: its timestamp, in epoch milliseconds; {@link #OVER} if there is none. */
    long due();

    /**
     * The next record.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    DemoRecord next();
}
