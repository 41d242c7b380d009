package dev.plumbline.job.config;

import java.util.List;
import java.util.Map;

/** A value as it was written: one text, a section of named values, or a list; each knows where it stands. */
sealed interface YamlNode permits Scalar, YamlNode.Section, YamlNode.Items {

    Origin origin();

    /**
     * Named values.
     *
     * @param entries in the order of the file; overrides change it while the configuration is put together
     */
    record Section(Origin origin, Map<String, YamlNode> entries) implements YamlNode {}

    /**
     * A list.
     *
     * @param items in the order of the file; overrides change it while the configuration is put together
     */
    record Items(Origin origin, List<YamlNode> items) implements YamlNode {}
}
