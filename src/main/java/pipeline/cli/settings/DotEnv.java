package pipeline.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The file {@code .env} of the working folder, with the rules of Docker Compose. */
final class DotEnv {
  static final String FILE_NAME = ".env";

  private DotEnv() {}

  /**
   * Returns the entries of the file; an empty map if there is no file. Messages never quote a line
   * because it may contain a secret.
   *
   * @param environment the variables that {@code ${NAME}} refers to first; entries above it come
   *     second
   */
  static Map<String, String> read(
      Path folder, Map<String, String> environment, Consumer<String> warnings) {
    Path file = folder.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return Map.of();
    }
    warnIfOthersMayRead(file, warnings);
    return new DotEnvParser(file, text(file), environment, warnings).parse();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new ConfigurationException(
          "unreadable file: %s; make it a UTF-8 text file that this user can read".formatted(file));
    }
  }

  private static void warnIfOthersMayRead(Path file, Consumer<String> warnings) {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      if (rights.contains(PosixFilePermission.OTHERS_READ)) {
        warnings.accept(file + " is readable by all users of this machine; run chmod 600 " + file);
      } else if (rights.contains(PosixFilePermission.GROUP_READ)) {
        warnings.accept(file + " is readable by its group; run chmod 600 " + file);
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // The file system has no such permissions.
    }
  }
}
