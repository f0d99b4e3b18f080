package pipeline.lake.store;

import java.util.Map;
import java.util.Optional;

/** What a browser is told of an object, by its key's ending, for it to be shown and not saved. */
public final class ContentTypes {
  private static final Map<String, String> BY_EXTENSION =
      Map.of(
          "html", "text/html; charset=utf-8",
          "csv", "text/csv; charset=utf-8",
          "jsonl", "application/x-ndjson",
          "json", "application/json");

  private ContentTypes() {}

  /** Empty for what only programs read. */
  public static Optional<String> fromKey(String key) {
    return Optional.ofNullable(BY_EXTENSION.get(key.substring(key.lastIndexOf('.') + 1)));
  }
}
