package pipeline.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The {@code .env} of the working folder, with Compose's rules. */
final class DotEnv {
  static final String FILE_NAME = ".env";

  private DotEnv() {}

  /**
   * The file's entries, none where there is no file. Messages never quote a line: it may hold a
   * secret.
   *
   * @param environment what {@code ${NAME}} refers to before the entries above it
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
          file + " is not readable; make it a UTF-8 text file that this user may read");
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
      // A file system without such rights has nothing to warn of.
    }
  }
}
