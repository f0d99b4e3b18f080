package pipeline.app;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import pipeline.cli.run.Services.CdsArchiver;
import pipeline.cli.settings.LocaleCheck;
import pipeline.startup.CdsArchive;

/** Creates the class-data archive for the jar and the JVM of this process. */
final class JarCdsArchiver implements CdsArchiver {
  @Override
  public Path archiveClasses() throws IOException {
    CdsArchive archive = cdsArchive();
    archive.create(CdsTrainingRun.class.getName());
    return archive.argumentsFile();
  }

  /**
   * Returns the archive for the jar and the JVM of this process.
   *
   * @throws IOException if the classes were not loaded from a jar
   */
  static CdsArchive cdsArchive() throws IOException {
    return new CdsArchive(jar(), Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  private static Path jar() throws IOException {
    CodeSource source = JarCdsArchiver.class.getProtectionDomain().getCodeSource();
    try {
      Path location = Path.of(source == null ? URI.create("file:/") : source.getLocation().toURI());
      if (!Files.isRegularFile(location)) {
        throw new IOException("the classes are in " + location + ", not in a jar");
      }
      Path jar = location.toRealPath();
      LocaleCheck.checkPath("the jar", jar.toString());
      return jar;
    } catch (URISyntaxException invalid) {
      throw new IOException("the location of the jar is not a file path", invalid);
    }
  }
}
