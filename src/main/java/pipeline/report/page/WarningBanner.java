package pipeline.report.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import pipeline.audit.AnomalyFinding;
import pipeline.audit.ListingAnomaly;
import pipeline.report.ReportData;
import pipeline.report.ReportDay;
import pipeline.report.RunMetadata;

/** What a reader should know before believing a number. */
final class WarningBanner {
  private static final int MAX_NOTICES = 15;

  private WarningBanner() {}

  /** Most urgent first; HTML. */
  static String html(ReportData data) {
    List<String> notices = collect(data);
    if (notices.isEmpty()) {
      return "";
    }
    StringBuilder html =
        new StringBuilder("<section class=\"notices\" aria-labelledby=\"notices-head\">\n");
    html.append("<h2 id=\"notices-head\">Before you read on</h2>\n<ul>\n");
    notices.stream()
        .limit(MAX_NOTICES)
        .forEach(
            notice -> html.append("<li>").append(HtmlEscaper.escape(notice)).append("</li>\n"));
    if (notices.size() > MAX_NOTICES) {
      html.append("<li>").append(notices.size() - MAX_NOTICES).append(" more.</li>\n");
    }
    return html.append("</ul>\n</section>\n").toString();
  }

  private static List<String> collect(ReportData data) {
    List<String> notices = new ArrayList<>(data.alarms());
    if (!data.missingDates().isEmpty()) {
      notices.add(
          "%s of the span without a partition: %s."
              .formatted(
                  Formats.count(data.missingDates().size(), "date"),
                  Formats.dateRanges(data.missingDates())));
    }
    data.days().stream()
        .filter(day -> day.run() != null && !day.run().hasPassedAudits())
        .forEach(day -> notices.add(day.ds() + ", audits of load: " + audit(day) + "."));
    findings(notices, data);
    add(
        notices,
        data,
        ReportDay::isLate,
        "captured late: a sample of what came out on that date, left out of what is new and of days"
            + " on the list");
    add(notices, data, day -> matches(day, RunMetadata::partial), "incomplete: albums lack tracks");
    add(
        notices,
        data,
        day -> matches(day, RunMetadata::truncated),
        "cut by a cap: more was listed");
    for (ReportDay day : data.days()) {
      day.remarks().stream()
          .filter(remark -> data.alarms().stream().noneMatch(alarm -> alarm.endsWith(remark)))
          .forEach(remark -> notices.add(day.ds() + ": " + remark));
    }
    return notices;
  }

  /** The newest of each kind: one that lasts is told by each date. */
  private static void findings(List<String> notices, ReportData data) {
    Map<ListingAnomaly, Integer> dates = new EnumMap<>(ListingAnomaly.class);
    Map<ListingAnomaly, String> newest = new EnumMap<>(ListingAnomaly.class);
    for (ReportDay day : data.days()) {
      for (AnomalyFinding finding : day.findings()) {
        dates.merge(finding.anomaly(), 1, Integer::sum);
        newest.put(finding.anomaly(), day.ds() + ", " + finding);
      }
    }
    newest.forEach(
        (anomaly, text) ->
            notices.add(
                dates.get(anomaly) == 1
                    ? text + "."
                    : "%s. So on %d dates.".formatted(text, dates.get(anomaly))));
  }

  private static String audit(ReportDay day) {
    RunMetadata run = day.run();
    return run == null ? "" : HtmlEscaper.truncate(run.audit());
  }

  private static boolean matches(ReportDay day, Predicate<RunMetadata> condition) {
    RunMetadata run = day.run();
    return run != null && condition.test(run);
  }

  private static void add(
      List<String> notices, ReportData data, Predicate<ReportDay> filter, String text) {
    List<ReportDay> days = data.days().stream().filter(filter).toList();
    if (!days.isEmpty()) {
      notices.add(
          "%s %s: %s."
              .formatted(
                  Formats.count(days.size(), "date"),
                  text,
                  Formats.dateRanges(days.stream().map(ReportDay::ds).toList())));
    }
  }
}
