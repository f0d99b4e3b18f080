package pipeline.cli.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expander that replaces {@code $NAME} and {@code ${NAME}} with values. The rules are those of
 * Docker Compose, in the package template of its module compose-go. The operators {@code :-},
 * {@code -}, {@code :+}, {@code +}, {@code :?} and {@code ?} handle unset and empty variables.
 * {@code $$} becomes a dollar sign. A single dollar sign that starts no variable is left unchanged.
 */
final class VariableExpander {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:(?<dollar>\\$)|(?<plain>[a-z_][a-z0-9_]*)"
              + "|\\{(?:(?<name>[a-z_][a-z0-9_]*)(?<operator>:?[-+?])?|(?<invalid>)))",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final int DEEPEST = 50;

  private final Function<String, Optional<String>> lookup;
  private boolean unset;

  /**
   * Creates an expander.
   *
   * @param lookup returns the value of a variable, or an empty Optional if the variable is not set
   */
  VariableExpander(Function<String, Optional<String>> lookup) {
    this.lookup = lookup;
  }

  /** Returns whether an unset variable without a default was replaced with an empty text. */
  boolean hasUnset() {
    return unset;
  }

  /**
   * Returns the text with all variables replaced.
   *
   * @throws IllegalArgumentException if the text is invalid. The message is the end of a sentence
   *     that begins with the line number. The message does not quote the text.
   */
  String expand(String text) {
    return expand(text, 0);
  }

  private String expand(String text, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "has more than " + DEEPEST + " nested variables; simplify the value");
    }
    StringBuilder expanded = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    int at = 0;
    while (variable.find(at)) {
      expanded.append(text, at, variable.start());
      at = variable.end();
      if (variable.group("dollar") != null) {
        expanded.append('$');
      } else if (variable.group("plain") != null) {
        expanded.append(orEmpty(variable.group("plain")));
      } else {
        int close = variable.group("invalid") == null ? closingBrace(text, variable.start()) : -1;
        if (close < 0 || (variable.group("operator") == null && close != at)) {
          throw new IllegalArgumentException(
              "has an invalid ${...}; write ${NAME}, write $$ for a dollar sign, or put the"
                  + " value in single quotes");
        }
        expanded.append(braced(variable, text.substring(at, close), depth));
        at = close + 1;
      }
    }
    return expanded.append(text, at, text.length()).toString();
  }

  private String braced(Matcher variable, String operand, int depth) {
    String name = variable.group("name");
    String operator = variable.group("operator");
    if (operator == null) {
      return orEmpty(name);
    }
    Optional<String> value = lookup.apply(name);
    boolean counts = value.filter(v -> operator.length() == 1 || !v.isEmpty()).isPresent();
    return switch (operator.charAt(operator.length() - 1)) {
      case '-' -> counts ? value.orElseThrow() : expand(operand, depth + 1);
      case '+' -> counts ? expand(operand, depth + 1) : value.orElse("");
      default -> {
        if (!counts) {
          throw new IllegalArgumentException("requires a variable that is not set; set it");
        }
        yield value.orElseThrow();
      }
    };
  }

  private String orEmpty(String name) {
    Optional<String> value = lookup.apply(name);
    unset = unset || value.isEmpty();
    return value.orElse("");
  }

  private static int closingBrace(String text, int from) {
    int open = 0;
    for (int i = from; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == '{') {
        open++;
      } else if (text.charAt(i) == '}' && --open == 0) {
        return i;
      }
    }
    return -1;
  }
}
