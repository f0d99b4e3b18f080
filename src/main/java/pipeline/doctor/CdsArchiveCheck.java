package pipeline.doctor;

import java.io.IOException;
import java.nio.file.Files;
import pipeline.startup.CdsArchive;

/** The archive of the jar's classes: there, and of use to this JVM. */
public record CdsArchiveCheck(CdsArchive archive) implements HealthCheck {
  @Override
  public CheckResult check() throws IOException {
    String remedy =
        "To start in half the time: java -jar %s archive-classes".formatted(archive.jar());
    if (!Files.isRegularFile(archive.file())) {
      return CheckResult.warn("there is no " + archive.file(), remedy);
    }
    return archive.isUsable()
        ? CheckResult.ok(archive.file() + " fits this JVM and this jar")
        : CheckResult.warn(
            archive.file() + " is of another JVM or another jar, and not used", remedy);
  }
}
