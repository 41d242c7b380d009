package dev.plumbline.job.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML 1.2 text into nodes that know their lines. Every problem is recorded, none thrown. */
final class YamlReader {
    /** A few aliases can stand for billions of nodes; no honest configuration comes near this. */
    private static final int MOST_NODES = 100_000;

    /** What the schema itself gives to nodes without a tag; a plain ${NAME} is an ENV_TAG. */
    private static final Set<Tag> TAGS =
            Set.of(Tag.ENV_TAG, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ);

    private final Problems problems;

    YamlReader(Problems problems) {
        this.problems = problems;
    }

    /** The nodes of a file, an empty section if there is nothing in it; null if it cannot be read. */
    YamlNode.@Nullable Section readFile(String text, String sourceName) {
        Origin start = new Origin(sourceName, 1);
        YamlNode root = read(text, "", start, line -> new Origin(sourceName, line));
        if (root instanceof YamlNode.Section section) {
            return section;
        }
        if (root == null && problems.any()) {
            return null;
        }
        if (root != null && !(root instanceof Scalar scalar && scalar.isNull())) {
            problems.add(root.origin(), "", "the configuration is not a section; write options as name: value");
            return null;
        }
        return new YamlNode.Section(start, new LinkedHashMap<>());
    }

    /** The value of an override, every part of which stands at the given origin; null after a problem. */
    @Nullable
    YamlNode readOverride(String text, String path, Origin origin) {
        return read(text, path, origin, line -> origin);
    }

    private interface Origins {
        Origin at(int line);
    }

    private @Nullable YamlNode read(String text, String path, Origin start, Origins origins) {
        // Keys and aliases are judged by the conversion, which knows how to say what is wrong with them.
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(MOST_NODES)
                .build();
        try {
            Optional<Node> node = new Compose(settings).composeString(text);
            return node.isEmpty()
                    ? null
                    : new Conversion(origins).convert(node.get(), path, origins.at(lineOf(node.get())));
        } catch (MarkedYamlEngineException syntax) {
            int line = syntax.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            problems.add(
                    origins.at(line), path, "is not YAML: " + syntax.getProblem() + "; check indentation and quotes");
        } catch (YamlEngineException unreadable) {
            problems.add(
                    start,
                    path,
                    "is not YAML; save it as plain UTF-8 text, at most 3 MB and without control characters");
        } catch (StackOverflowError tooDeep) {
            problems.add(start, path, "is nested too deeply; no option is deeper than six levels");
        }
        return null;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private final class Conversion {
        private final Origins origins;
        private int nodes;

        Conversion(Origins origins) {
            this.origins = origins;
        }

        YamlNode convert(Node node, String path, Origin origin) {
            if (++nodes == MOST_NODES) {
                problems.add(
                        origin, path, "the configuration grows beyond " + MOST_NODES + " values; use fewer aliases");
            }
            if (nodes >= MOST_NODES || node.isRecursive()) {
                if (node.isRecursive()) {
                    problems.add(origin, path, "contains itself through an alias; write the value out");
                }
                return new Scalar(origin, "", "", Scalar.Kind.BROKEN);
            }
            if (!TAGS.contains(node.getTag())) {
                problems.add(origin, path, node.getTag() + ": tags have no meaning here; remove the tag");
                return new Scalar(origin, "", "", Scalar.Kind.BROKEN);
            }
            if (node instanceof MappingNode mapping) {
                return section(mapping, path, origin);
            }
            if (node instanceof SequenceNode sequence) {
                List<YamlNode> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(convert(item, path + "." + items.size(), origins.at(lineOf(item))));
                }
                return new YamlNode.Items(origin, items);
            }
            ScalarNode scalar = (ScalarNode) node;
            boolean isNull = scalar.isPlain() && scalar.getTag().equals(Tag.NULL);
            return new Scalar(
                    origin, scalar.getValue(), scalar.getValue(), isNull ? Scalar.Kind.NULL : Scalar.Kind.PLAIN);
        }

        private YamlNode section(MappingNode mapping, String path, Origin origin) {
            Map<String, YamlNode> entries = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                Origin keyOrigin = origins.at(lineOf(tuple.getKeyNode()));
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    problems.add(keyOrigin, path, "the name of an option is a list or a section; write name: value");
                    continue;
                }
                String name = key.getValue();
                String child = path.isEmpty() ? name : path + "." + name;
                // The line of the name, even if the value starts on the next one: that is where people look.
                YamlNode value = convert(tuple.getValueNode(), child, keyOrigin);
                YamlNode earlier = entries.putIfAbsent(name, value);
                if (earlier != null) {
                    problems.add(
                            keyOrigin,
                            child,
                            "is given twice, first at " + earlier.origin().where() + "; keep one of them");
                }
            }
            return new YamlNode.Section(origin, entries);
        }
    }
}
