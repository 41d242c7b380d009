package dev.plumbline.job.config;

import dev.plumbline.serde.decode.TextSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A YAML text of options and their values; what must not be seen appears as what is shown in its place. */
final class OptionText {
    private final Redactions redactions;
    private final YamlText yaml = new YamlText();

    OptionText(Redactions redactions) {
        this.redactions = redactions;
    }

    /** The text below, for what is no value of one option. */
    YamlText yaml() {
        return yaml;
    }

    <T> void put(Option<T> option, T value) {
        put(option, option.path(), value);
    }

    <T> void put(Option<T> option, String path, T value) {
        yaml.put(path, shown(option, path, value));
    }

    /** One text if the list was written as one and must not be seen, else one text for each value. */
    <T> void list(Option<T> option, List<T> values) {
        String whole = redactions.get(option.path());
        if (whole != null) {
            yaml.put(option.path(), whole);
            return;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(shown(option, option.path() + "." + i, values.get(i)));
        }
        yaml.putList(option.path(), texts);
    }

    void properties(Option<String> option, ClientProperties properties) {
        properties.asMap().forEach((name, value) -> {
            String path = option.path() + "." + name;
            yaml.put(option.path(), name, shown(option, path, value));
        });
    }

    /** A place in records, or a text for all of them. */
    void source(Option<String> place, Option<String> constant, TextSource source) {
        if (source instanceof TextSource.Constant text) {
            put(constant, text.text());
        } else if (source instanceof TextSource.At at) {
            put(place, at.pointer());
        }
    }

    <T> String shown(Option<T> option, String path, T value) {
        String shown = redactions.get(path);
        return shown == null ? option.type().print().apply(value).replace("${", "$${") : shown;
    }

    static List<String> brokers(String servers) {
        return Arrays.asList(servers.split(",", -1));
    }
}
