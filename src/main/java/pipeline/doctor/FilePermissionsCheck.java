package pipeline.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file with secrets, which nobody but its owner should read.
 *
 * @param absentMessage what is told where there is no such file
 */
public record FilePermissionsCheck(Path file, String absentMessage) implements HealthCheck {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  @Override
  public CheckResult check() throws IOException {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      String description = file + " has the rights " + PosixFilePermissions.toString(rights);
      return rights.stream().anyMatch(OTHERS::contains)
          ? CheckResult.warn(description + ", and holds secrets", "Run: chmod 600 " + file)
          : CheckResult.ok(description);
    } catch (NoSuchFileException none) {
      return CheckResult.ok("there is no " + file + ": " + absentMessage);
    } catch (UnsupportedOperationException noSuchRights) {
      return CheckResult.ok(file + " lies on a file system that keeps no such rights");
    }
  }
}
