package dev.plumbline.job.oracle;

import java.util.Comparator;

/** A valid label, without what only says for whom it is. */
record LabelRecord(long time, Numbers value, Place place) {

    /** In which the labels of a prediction are judged: by time, then by value, then by place. */
    static final Comparator<LabelRecord> IN_ORDER = Comparator.comparingLong(LabelRecord::time)
            .thenComparing(LabelRecord::value)
            .thenComparing(LabelRecord::place);

    boolean saysWhat(LabelRecord other) {
        return value.compareTo(other.value) == 0;
    }
}
