package pipeline.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parser of the file {@code .env} with the rules of Docker Compose (its module compose-go,
 * package dotenv):
 *
 * <ul>
 *   <li>An entry is {@code NAME=value} or {@code NAME: value}, optionally after {@code export}.
 *   <li>An unquoted value ends at the end of the line, or at a space before {@code #}.
 *   <li>{@code 'value'} is literal, except {@code \'}. {@code "value"} has escapes. Quoted values
 *       can span several lines.
 *   <li>{@link VariableExpander} replaces variables in unquoted and double-quoted values.
 * </ul>
 *
 * The parser rejects a line if Compose reads it differently than users expect. The error message
 * contains the line number.
 */
final class DotEnvParser {
  static final String FILE_NAME = ".env";

  private static final String SPACE = "[\\t\\x0b\\f\\r \\x85\\xa0]*+";
  private static final Pattern NAME =
      Pattern.compile("(?:export[\\t\\f\\r ]" + SPACE + ")?+([A-Za-z_][\\w.-]*)" + SPACE + "[=:]");
  private static final Pattern NOTHING_OR_COMMENT =
      Pattern.compile("[\\s\\x85\\p{Z}&&[^\\n]]*+(?:#[^\\n]*+)?(?:\\n|\\z)");
  private static final Pattern HIDDEN_COMMENT =
      Pattern.compile("[^\\S ]#", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:([abfnrtv\"\\\\])|(\\$)|0([0-9]{0,3}))");
  private static final Pattern OCTAL = Pattern.compile("[0-3][0-7]{2}");
  private static final Map<String, String> CONTROLS =
      Map.of("a", "\u0007", "b", "\b", "f", "\f", "n", "\n", "r", "\r", "t", "\t", "v", "\u000b");

  private final Path file;
  private final String text;
  private final Map<String, String> environment;
  private final Consumer<String> warnings;
  private final Map<String, String> entries = new LinkedHashMap<>();
  private int at;
  private int line = 1;

  private DotEnvParser(
      Path file, String text, Map<String, String> environment, Consumer<String> warnings) {
    this.file = file;
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    this.environment = environment;
    this.warnings = warnings;
  }

  /**
   * Returns the entries of the file; an empty map if there is no file. Error messages do not quote
   * lines, because a line can contain a secret.
   *
   * @param environment the variables in which {@code ${NAME}} is looked up first, before the
   *     earlier entries of the file
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
      // If the permissions cannot be read, no warning is given.
    }
  }

  /**
   * Returns the entries in the order of the file.
   *
   * @throws ConfigurationException if a line is invalid; the message contains the number of the
   *     line but not its text
   */
  Map<String, String> parse() {
    while (skipSpace(true)) {
      if (text.charAt(at) == '#') {
        moveTo(endOfLine());
      } else {
        entry();
      }
    }
    return entries;
  }

  private void entry() {
    Matcher name = NAME.matcher(text).region(at, endOfLine());
    if (!name.lookingAt()) {
      throw refused("is not NAME=value; correct it, or start it with # to make it a comment");
    }
    moveTo(name.end());
    skipSpace(false);
    char first = at < text.length() ? text.charAt(at) : '\n';
    int number = line;
    String value = first == '\'' || first == '"' ? quoted(first) : unquoted();
    entries.put(name.group(1), first == '\'' ? value : expanded(value, number));
  }

  private String unquoted() {
    String value = text.substring(at, endOfLine());
    if (value.startsWith("#")) {
      throw refused(
          "has a value that begins with #, which Docker Compose does not read as a comment; quote"
              + " or remove the value");
    }
    int comment = value.indexOf(" #");
    String kept = comment < 0 ? value : value.substring(0, comment);
    if (HIDDEN_COMMENT.matcher(kept).find()) {
      throw refused(
          "has # after a tab, where # does not start a comment; put a space before #, or quote the"
              + " value");
    }
    moveTo(endOfLine());
    int end = kept.length();
    while (end > 0 && isSpace(kept.charAt(end - 1))) {
      end--;
    }
    return kept.substring(0, end);
  }

  private String quoted(char quote) {
    int close = closingQuote(quote);
    if (close < 0
        || !NOTHING_OR_COMMENT.matcher(text).region(close + 1, text.length()).lookingAt()) {
      throw refused(
          "has a quoted value without a closing quote, or text after the closing quote; correct the"
              + " quotes");
    }
    String value = text.substring(at + 1, close).replace("\\" + quote, String.valueOf(quote));
    moveTo(close + 1);
    return quote == '"' ? unescaped(value) : value;
  }

  private int closingQuote(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String value) {
    return ESCAPE.matcher(value).replaceAll(DotEnvParser::replacement);
  }

  /**
   * Returns the text that replaces an escape sequence. An escaped dollar sign becomes {@code $$},
   * which {@link VariableExpander} later replaces with a dollar sign.
   */
  private static String replacement(MatchResult escape) {
    String replaced;
    if (escape.group(1) != null) {
      replaced = CONTROLS.getOrDefault(escape.group(1), escape.group(1));
    } else if (escape.group(2) != null) {
      replaced = "$$";
    } else if (OCTAL.matcher(escape.group(3)).matches()) {
      replaced = Character.toString(Integer.parseInt(escape.group(3), 8));
    } else {
      replaced = "\\" + escape.group(3);
    }
    return Matcher.quoteReplacement(replaced);
  }

  private String expanded(String value, int number) {
    if (value.indexOf('$') < 0) {
      return value;
    }
    VariableExpander expander =
        new VariableExpander(
            name -> Optional.ofNullable(environment.getOrDefault(name, entries.get(name))));
    try {
      String expanded = expander.expand(value);
      if (expander.hasUnset()) {
        warnings.accept(
            "unset variable, read as empty: line %d of %s; set it, or write $$ for a dollar sign"
                .formatted(number, file));
      }
      return expanded;
    } catch (IllegalArgumentException invalid) {
      throw new ConfigurationException(
          "line %d of %s %s.".formatted(number, file, invalid.getMessage()));
    }
  }

  private ConfigurationException refused(String why) {
    return new ConfigurationException("line %d of %s %s.".formatted(line, file, why));
  }

  /**
   * Skips spaces.
   *
   * @param lines whether to skip line breaks too
   * @return whether there is more text
   */
  private boolean skipSpace(boolean lines) {
    int next = at;
    while (next < text.length()
        && (text.charAt(next) == '\n' ? lines : isSpace(text.charAt(next)))) {
      next++;
    }
    moveTo(next);
    return at < text.length();
  }

  private int endOfLine() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private void moveTo(int next) {
    for (; at < next; at++) {
      if (text.charAt(at) == '\n') {
        line++;
      }
    }
  }

  /**
   * Returns whether Go, the language of Compose, treats the character as a space. Java's {@code
   * isWhitespace} excludes no-break spaces and includes the ASCII separators; Go does the opposite.
   */
  private static boolean isSpace(char one) {
    boolean separator = one >= '\u001c' && one <= '\u001f';
    return one == '\u0085'
        || Character.isSpaceChar(one)
        || (Character.isWhitespace(one) && !separator);
  }
}
