package pipeline.cli.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import pipeline.json.Json;

/** One JSON object a line: time, level, logger, message, the run's fields, and what was thrown. */
final class JsonLines implements Function<LogEvent, String> {
  private final Map<String, String> fields;

  JsonLines(Map<String, String> fields) {
    this.fields = new LinkedHashMap<>(fields);
  }

  @Override
  public String apply(LogEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", TextLines.TIME.format(event.time()));
    line.put("level", event.level().toString());
    line.put("logger", event.logger());
    line.put("thread", event.thread());
    line.put("message", event.message());
    line.putAll(fields);
    if (event.thrown() != null) {
      line.put("thrown", event.trace());
    }
    return Json.line(line);
  }
}
