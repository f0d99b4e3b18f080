package pipeline.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/** What a process left behind. */
record ProcessResult(int exitCode, String out, String err, long millis) {
  /** The result lines on stdout, which has no others. */
  List<JsonObject> results() {
    return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  JsonObject result() {
    List<JsonObject> results = results();
    if (results.isEmpty()) {
      throw new AssertionError("no result line:\n" + err);
    }
    return results.get(results.size() - 1);
  }

  String error() {
    return result().get("error").getAsString();
  }

  boolean changed() {
    return result().get("changed").getAsBoolean();
  }

  /** Rows of a table, as the result tells them. */
  long rows(String table) {
    return result().getAsJsonObject("rows").get(table).getAsLong();
  }

  ProcessResult mustSucceed() {
    if (exitCode != 0) {
      throw new AssertionError("ended with " + exitCode + ":\n" + out + err);
    }
    return this;
  }
}
