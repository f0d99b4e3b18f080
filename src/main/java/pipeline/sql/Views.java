package pipeline.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The views over the dated partitions: what is derived from several dates is never stored in one,
 * so that it comes out right in whatever order dates are loaded. Those of the dimensions are made
 * of their columns, the others are files that every engine understands.
 */
final class Views {
  /** Each may use those before it. */
  private static final List<String> VIEW_FILES =
      List.of("listings", "first_seen", "new_today", "days_on_list", "artist_activity");

  private Views() {}

  static List<String> statements(SqlNames names, Dialect dialect) {
    return Stream.of(
            DimensionViews.ALL.stream().map(dimension -> dimension.latestView(names, dialect)),
            DimensionViews.ALL.stream().map(dimension -> dimension.historyView(names, dialect)),
            VIEW_FILES.stream().map(view -> create(view, names)))
        .flatMap(statements -> statements)
        .toList();
  }

  private static String create(String view, SqlNames names) {
    return "CREATE OR REPLACE VIEW " + names.qualify(view) + " AS\n" + body(view, names);
  }

  private static String body(String view, SqlNames names) {
    String file = "/sql/" + view + ".sql";
    try (InputStream in = Objects.requireNonNull(Views.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(?m)^--.*\n", "")
          .replace("{schema}", names.schema())
          .strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }
}
