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
 * @param without what is told where there is no such file
 */
public record FilePermissionsCheck(Path file, String without) implements HealthCheck {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  @Override
  public CheckResult look() throws IOException {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      String what = file + " has the rights " + PosixFilePermissions.toString(rights);
      return rights.stream().anyMatch(OTHERS::contains)
          ? CheckResult.warn(what + ", and holds secrets", "Run: chmod 600 " + file)
          : CheckResult.ok(what);
    } catch (NoSuchFileException none) {
      return CheckResult.ok("there is no " + file + ": " + without);
    } catch (UnsupportedOperationException noSuchRights) {
      return CheckResult.ok(file + " lies on a file system that keeps no such rights");
    }
  }
}
