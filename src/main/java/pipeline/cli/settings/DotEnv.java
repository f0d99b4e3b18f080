package pipeline.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code .env} of the working folder, as Compose reads it: {@code NAME=value}, {@code
 * NAME='value'} or {@code NAME="value"}, with {@code export} before it or not, and comments that
 * begin with {@code #} at the beginning or after a space. A value has one line.
 */
final class DotEnv {
  static final String NAME = ".env";

  private static final Pattern ENTRY =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][\\w.-]*)\\s*=\\s*(.*?)\\s*");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*$");
  private static final Pattern AFTER_QUOTE = Pattern.compile("(?:\\s+#.*)?");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\$])");

  private DotEnv() {}

  /**
   * The file's entries, none where there is no file. Messages never quote a line: it may hold a
   * secret.
   */
  static Map<String, String> read(Path folder, Consumer<String> warnings) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Map.of();
    }
    warnIfOthersMayRead(file, warnings);
    Map<String, String> entries = new LinkedHashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        put(line, file, i + 1, entries);
      }
    }
    return entries;
  }

  private static void put(String line, Path file, int number, Map<String, String> entries) {
    Matcher entry = ENTRY.matcher(line);
    if (!entry.matches()) {
      throw new ConfigurationException(
          "line %d of %s is not NAME=value: correct it, or begin it with # to leave it out."
              .formatted(number, file));
    }
    entries.put(entry.group(1), value(entry.group(2), file, number));
  }

  private static String value(String text, Path file, int number) {
    if (!text.startsWith("'") && !text.startsWith("\"")) {
      return COMMENT.matcher(text).replaceFirst("");
    }
    boolean single = text.startsWith("'");
    int end = single ? text.indexOf('\'', 1) : endOfDoubleQuoted(text);
    if (end < 0 || !AFTER_QUOTE.matcher(text.substring(end + 1)).matches()) {
      throw new ConfigurationException(
          "line %d of %s has a value that does not end with the quote that it begins with: add it."
              .formatted(number, file));
    }
    String quoted = text.substring(1, end);
    return single ? quoted : ESCAPED.matcher(quoted).replaceAll("$1");
  }

  /** A loop, for a pattern of alternatives takes a stack as deep as the value is long. */
  private static int endOfDoubleQuoted(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i;
      }
    }
    return -1;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new ConfigurationException(
          file + " cannot be read: make it a UTF-8 text file that this user may read.");
    }
  }

  private static void warnIfOthersMayRead(Path file, Consumer<String> warnings) {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      if (rights.contains(PosixFilePermission.OTHERS_READ)) {
        warnings.accept(file + " can be read by every user of this machine: chmod 600 " + file);
      } else if (rights.contains(PosixFilePermission.GROUP_READ)) {
        warnings.accept(file + " can be read by every user of its group: chmod 600 " + file);
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // A file system without such rights has nothing to warn of.
    }
  }
}
