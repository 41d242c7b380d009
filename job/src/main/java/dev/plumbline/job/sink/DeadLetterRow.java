package dev.plumbline.job.sink;

import dev.plumbline.serde.deadletter.DeadLetter;

/** A dead letter as one line: its reason, its place, and the sentence. */
final class DeadLetterRow implements Row<DeadLetter> {

    @Override
    public String heading() {
        return "";
    }

    @Override
    public String of(DeadLetter letter) {
        String place = letter.partition() < 0
                ? letter.topic() + " byte " + letter.offset()
                : letter.topic() + "-" + letter.partition() + " offset " + letter.offset();
        return "dead letter: " + letter.rejection().reason().code() + " at " + place + ": "
                + letter.rejection().message();
    }
}
