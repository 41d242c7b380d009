package dev.plumbline.local.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Ranges of numeric options. */
final class Numbers {
    private Numbers() {}

    /**
     * Checks that {@code least <= value <= most}.
     *
     * @throws ParameterException with the option, its value and the range
     */
    static void require(CommandSpec spec, String option, double value, long least, long most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s %s is out of range; give a number from %d to %d"
                            .formatted(option, value == Math.rint(value) ? (Object) (long) value : value, least, most));
        }
    }
}
