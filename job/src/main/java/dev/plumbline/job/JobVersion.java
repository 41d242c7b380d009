package dev.plumbline.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class JobVersion implements IVersionProvider {

    private static final String RESOURCE = "plumbline-version.properties";

    /** Returns the version, such as {@code 1.2.0}. */
    public static String text() {
        try (InputStream in = JobVersion.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + RESOURCE + "; build it with Maven.");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("The jar's " + RESOURCE + " cannot be read.", e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Plumbline " + text()};
    }
}
