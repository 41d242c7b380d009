package dev.plumbline.serde.decode;

/** Whether the fast way is tried on a record: where it gives up one after another, only now and then another one. */
final class Patience {
    /** So many records in a row may be given up before the fast way is tried on one in {@value #LOOKED_AT} only. */
    private static final int RECORDS = 64;

    private static final int LOOKED_AT = 16;

    /** How many records in a row the fast way has not taken. */
    private int givenUp;

    /** Whether to try the next record. */
    boolean isLeft() {
        return givenUp < RECORDS || givenUp % LOOKED_AT == 0;
    }

    /** Notes whether the record was taken; one that was not tried was not. */
    void note(boolean taken) {
        givenUp = taken ? 0 : givenUp + 1;
    }
}
