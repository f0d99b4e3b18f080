package pipeline.load;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pipeline.testing.golden.GoldenFolder;

/** The clean rows of a golden folder, which a test can damage. */
final class CleanFixture {
  private final GoldenFolder folder;
  private final Map<String, List<JsonObject>> tables = new TreeMap<>();
  private final Map<String, String> texts = new TreeMap<>();

  CleanFixture(GoldenFolder folder) {
    this.folder = folder;
  }

  List<JsonObject> rows(String table) {
    return tables.computeIfAbsent(
        table,
        name ->
            new ArrayList<>(
                folder
                    .text(name + ".jsonl")
                    .lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList()));
  }

  JsonObject row(String table, int place) {
    return rows(table).get(place);
  }

  void set(String table, int place, String column, String value) {
    row(table, place).addProperty(column, value);
  }

  void set(String table, int place, String column, int value) {
    row(table, place).addProperty(column, value);
  }

  void repeat(String table, int place) {
    rows(table).add(place, row(table, place).deepCopy());
  }

  void swap(String table, int place) {
    rows(table).add(place, rows(table).remove(place + 1));
  }

  void text(String file, String text) {
    texts.put(file, text);
  }

  /** Returns the current content of a file. */
  String file(String name) {
    if (texts.containsKey(name)) {
      return texts.getOrDefault(name, "");
    }
    String table = name.replace(".jsonl", "");
    if (!tables.containsKey(table)) {
      return folder.text(name);
    }
    StringBuilder lines = new StringBuilder();
    rows(table).forEach(row -> lines.append(row).append('\n'));
    return lines.toString();
  }
}
