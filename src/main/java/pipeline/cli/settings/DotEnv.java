package pipeline.cli.settings;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The {@code .env} of the working folder. */
final class DotEnv {
  static final String NAME = ".env";
  private static final Pattern ENTRY = Pattern.compile("\\s*(export\\s+)?[\\w.\\-]+\\s*=.*");

  private DotEnv() {}

  /**
   * The file's own entries, none where there is no file. Messages never quote a line: it may hold a
   * secret.
   */
  static Map<String, String> read(Path folder, Consumer<String> warnings) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Map.of();
    }
    checkReadable(file);
    warnIfOthersMayRead(file, warnings);
    checkLines(file);
    return parse(folder, file);
  }

  private static Map<String, String> parse(Path folder, Path file) {
    try {
      Dotenv dotenv = Dotenv.configure().directory(folder.toString()).filename(NAME).load();
      Map<String, String> entries = new LinkedHashMap<>();
      for (DotenvEntry entry : dotenv.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
        entries.put(entry.getKey(), entry.getValue());
      }
      return entries;
    } catch (DotenvException odd) {
      throw new ConfigurationException(
          file + " cannot be understood: write one NAME=value on a line, and close every quote.");
    }
  }

  private static void checkReadable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ConfigurationException(
          file
              + " is there but cannot be read: make it a file that this user may read, or remove it.");
    }
  }

  private static void checkLines(Path file) {
    List<String> lines = lines(file);
    char open = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (open == 0 && !line.isBlank() && !line.stripLeading().startsWith("#")) {
        if (!ENTRY.matcher(line).matches()) {
          throw new ConfigurationException(
              "line %d of %s is not NAME=value: correct it, or begin it with # to leave it out."
                  .formatted(i + 1, file));
        }
        open = openQuote(line.substring(line.indexOf('=') + 1).strip());
      } else if (open != 0 && line.stripTrailing().endsWith(String.valueOf(open))) {
        open = 0;
      }
    }
  }

  /** The quote that a value opens without closing it on its line, or 0. */
  private static char openQuote(String value) {
    boolean quoted = value.startsWith("\"");
    return quoted && value.indexOf('"', 1) < 0 ? '"' : 0;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new ConfigurationException(
          file + " cannot be read as UTF-8 text: write it anew as plain text.");
    }
  }

  private static void warnIfOthersMayRead(Path file, Consumer<String> warnings) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        warnings.accept(file + " can be read by every user of this machine: chmod 600 " + file);
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // A file system without such rights has nothing to warn of.
    }
  }
}
