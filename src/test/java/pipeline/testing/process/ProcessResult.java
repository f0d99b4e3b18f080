package pipeline.testing.process;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/** What a process left behind. */
public record ProcessResult(int exitCode, String out, String err, long millis) {
  /** The result lines on stdout, which has no others. */
  public List<JsonObject> results() {
    return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  public JsonObject result() {
    List<JsonObject> results = results();
    if (results.isEmpty()) {
      throw new AssertionError("no result line:\n" + err);
    }
    return results.get(results.size() - 1);
  }

  public String error() {
    return result().get("error").getAsString();
  }

  public boolean changed() {
    return result().get("changed").getAsBoolean();
  }

  /** Rows of a table, as the result tells them. */
  public long rows(String table) {
    return result().getAsJsonObject("rows").get(table).getAsLong();
  }

  public ProcessResult requireSuccess() {
    if (exitCode != 0) {
      throw new AssertionError("ended with " + exitCode + ":\n" + out + err);
    }
    return this;
  }
}
