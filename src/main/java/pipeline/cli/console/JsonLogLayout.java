package pipeline.cli.console;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import pipeline.json.Json;

/**
 * A layout with one JSON object per line: time, level, logger, thread, message, the fields of the
 * run, the date of the thread, and the exception.
 */
final class JsonLogLayout extends LayoutBase<ILoggingEvent> {
  private final Map<String, String> fields;

  JsonLogLayout(Map<String, String> fields) {
    this.fields = new LinkedHashMap<>(fields);
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", TextLogLayout.TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    line.put("message", event.getFormattedMessage());
    line.putAll(fields);
    if (LogDate.current() != null) {
      line.put("date", LogDate.current());
    }
    if (event.getThrowableProxy() != null) {
      line.put("thrown", ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing());
    }
    return Json.formatObject(line);
  }
}
