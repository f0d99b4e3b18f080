package pipeline.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version and commit that the build wrote into the jar. */
public final class Version implements IVersionProvider {
  private static final String RESOURCE = "/pipeline/build.properties";
  private static final String UNKNOWN = "unknown";
  private static final String CODE_HASH_RESOURCE = "/pipeline/code.sha256";

  /** Returns a line such as {@code pipeline 0.1.0 (commit 9980ca2)}. */
  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"pipeline " + text()};
  }

  /**
   * Returns a hash of all classes, the table schemas and the build file; empty if the build wrote
   * no hash.
   */
  public static String codeHash() throws IOException {
    try (InputStream resource = Version.class.getResourceAsStream(CODE_HASH_RESOURCE)) {
      return resource == null
          ? ""
          : new String(resource.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  /** Returns a text such as {@code 0.1.0 (commit 9980ca2)}. */
  public static String text() throws IOException {
    return "%s (commit %s)"
        .formatted(number(), buildProperties().getProperty("git.commit.id.abbrev", UNKNOWN));
  }

  /** Returns the version, such as {@code 0.1.0}. */
  public static String number() throws IOException {
    return buildProperties().getProperty("git.build.version", UNKNOWN);
  }

  private static Properties buildProperties() throws IOException {
    Properties build = new Properties();
    try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
      if (resource != null) {
        build.load(resource);
      }
    }
    return build;
  }
}
