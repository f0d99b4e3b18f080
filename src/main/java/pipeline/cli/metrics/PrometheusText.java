package pipeline.cli.metrics;

import java.util.Map;

/** A text in version 0.0.4 of Prometheus' text format. Each metric is a gauge. */
final class PrometheusText {
  private final StringBuilder text = new StringBuilder();

  /**
   * Adds a metric with its samples. Adds nothing if there are no samples.
   *
   * @param help the description of the metric: one line without a backslash
   * @param samples the values by labels, such as {@code command="load"}; a label value must not
   *     contain a quote, a backslash or a line break
   */
  PrometheusText add(String name, String help, Map<String, ? extends Number> samples) {
    if (!samples.isEmpty()) {
      text.append("# HELP %s %s\n# TYPE %s gauge\n".formatted(name, help, name));
      samples.forEach((labels, value) -> text.append("%s{%s} %s\n".formatted(name, labels, value)));
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
