package pipeline.report.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pipeline.audit.AnomalyFinding;
import pipeline.audit.ListingAnomaly;
import pipeline.output.Quantity;
import pipeline.report.ReportData;
import pipeline.report.ReportDay;
import pipeline.report.ReportDay.DayState;
import pipeline.report.RunMetadata;
import pipeline.tables.stage.DateRanges;

/** Renders the warnings about the data of the report. */
final class WarningBanner {
  private static final int MAX_WARNINGS = 15;

  private WarningBanner() {}

  /** Returns the section with the warnings, most urgent first; empty if there are none. */
  static String html(ReportData data) {
    List<String> warnings = collect(data);
    if (warnings.isEmpty()) {
      return "";
    }
    int omitted = warnings.size() - MAX_WARNINGS;
    if (omitted > 0) {
      warnings.subList(MAX_WARNINGS, warnings.size()).clear();
      warnings.add("Further warnings: " + omitted + ".");
    }
    return """
    <section class="warnings" aria-labelledby="warnings-head">
    <h2 id="warnings-head">Warnings</h2>
    <ul>
    %s</ul>
    </section>
    """
        .formatted(
            warnings.stream()
                .map(warning -> "<li>" + HtmlEscaper.escape(warning) + "</li>\n")
                .collect(Collectors.joining()));
  }

  private static List<String> collect(ReportData data) {
    List<String> warnings = new ArrayList<>(data.warnings());
    addDates(warnings, data, day -> day.state() == DayState.MISSING, "without a partition");
    for (ReportDay day : data.days()) {
      RunMetadata run = day.run();
      if (run != null && !run.hasPassedAudits()) {
        warnings.add(day.ds() + ": audit warnings: " + HtmlEscaper.truncate(run.audit()) + ".");
      }
    }
    addFindings(warnings, data);
    addDates(
        warnings,
        data,
        ReportDay::isHistorical,
        "with a historical capture (a sample, not counted as a listing)");
    addDates(warnings, data, matching(RunMetadata::partial), "with albums that lack tracks");
    addDates(warnings, data, matching(RunMetadata::truncated), "with a listing cut by a limit");
    data.firstDates()
        .forEach(
            (source, ds) -> {
              if (data.range().contains(ds)) {
                warnings.add(
                    "%s: first listing of %s; all of its albums count as new."
                        .formatted(
                            ds, source.isEmpty() ? "an unknown source" : "the source " + source));
              }
            });
    return warnings;
  }

  /**
   * Adds the newest finding of each kind of anomaly. Earlier findings are left out, because an
   * anomaly often lasts for several dates.
   */
  private static void addFindings(List<String> warnings, ReportData data) {
    Map<ListingAnomaly, Integer> dates = new EnumMap<>(ListingAnomaly.class);
    Map<ListingAnomaly, String> newest = new EnumMap<>(ListingAnomaly.class);
    for (ReportDay day : data.days()) {
      for (AnomalyFinding finding : day.findings()) {
        dates.merge(finding.anomaly(), 1, Integer::sum);
        newest.put(finding.anomaly(), day.ds() + ": " + finding + ".");
      }
    }
    newest.forEach(
        (anomaly, text) ->
            warnings.add(
                dates.get(anomaly) == 1
                    ? text
                    : "%s Dates with this anomaly: %d.".formatted(text, dates.get(anomaly))));
  }

  private static Predicate<ReportDay> matching(Predicate<RunMetadata> condition) {
    return day -> day.run() != null && condition.test(day.run());
  }

  private static void addDates(
      List<String> warnings, ReportData data, Predicate<ReportDay> condition, String text) {
    TreeSet<LocalDate> dates =
        data.days().stream()
            .filter(condition)
            .map(ReportDay::ds)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!dates.isEmpty()) {
      warnings.add(
          "%s %s: %s."
              .formatted(
                  Quantity.format(dates.size(), "date"),
                  text,
                  DateRanges.format(dates, Integer.MAX_VALUE)));
    }
  }
}
