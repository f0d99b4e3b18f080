package pipeline.testing.process;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/** The exit code, output and duration of a process. */
public record ProcessResult(int exitCode, String out, String err, long millis) {
  /** Returns the result lines. Stdout has no other lines. */
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

  /** Returns the number of rows of a table in the result line. */
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
