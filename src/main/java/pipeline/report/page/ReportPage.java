package pipeline.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pipeline.lake.store.Sha256;
import pipeline.report.ReportData;
import pipeline.report.ReportDay;

/** Renders a report as one HTML file that loads no other file. */
public final class ReportPage {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z.]+)}}");

  private ReportPage() {}

  /** Returns the page in UTF-8. The same report always gives the same bytes. */
  public static byte[] render(ReportData data) {
    String library = resource("vendor/d3.min.js") + "\n" + resource("vendor/plot.min.js");
    String script = resource("report.js");
    Map<String, String> values = new HashMap<>();
    values.put("title", HtmlEscaper.escape("New releases, " + Formats.day(data.newest())));
    values.put("subtitle", HtmlEscaper.escape(subtitle(data)));
    values.put(
        "simulated",
        data.isSimulated()
            ? " <strong>The data is simulated: these albums do not exist.</strong>"
            : "");
    values.put("policy", "'" + hash(library) + "' '" + hash(script) + "'");
    values.put("style", resource("report.css"));
    values.put("licence", resource("vendor/LICENSE"));
    values.put("library", library);
    values.put("script", script);
    values.put("median", Integer.toString(data.durations().median().orElse(0)));
    values.put("warnings", WarningBanner.html(data));
    values.put("tiles", KpiTiles.html(data));
    Stream.of(
            AlbumSections.newAlbums(data),
            DateSections.albums(data),
            CreditSections.artists(data),
            DistributionSections.weekdays(data),
            DistributionSections.ages(data),
            DistributionSections.durations(data),
            DistributionSections.explicit(data),
            DistributionSections.daysListed(data),
            AlbumSections.longestListed(data),
            CreditSections.collaborations(data),
            DateSections.runs(data))
        .forEach(
            section -> {
              values.put(section.name() + ".summary", section.summary());
              values.put(section.name() + ".table", section.table());
            });
    return fill(resource("report.html"), values).getBytes(StandardCharsets.UTF_8);
  }

  private static String subtitle(ReportData data) {
    return "%s to %s.%s Market: %s."
        .formatted(
            Formats.day(data.range().first()),
            Formats.day(data.range().last()),
            data.observedAt() == null
                ? ""
                : " Latest listing: " + Formats.minute(data.observedAt()) + " UTC.",
            markets(data));
  }

  /**
   * Returns the market of the listings. If the market changes, the text also names the last date
   * before each change.
   */
  private static String markets(ReportData data) {
    List<ReportDay> days = data.days().stream().filter(day -> day.run() != null).toList();
    StringBuilder text = new StringBuilder(market(days.get(0)));
    for (int i = 1; i < days.size(); i++) {
      ReportDay earlier = days.get(i - 1);
      String market = market(days.get(i));
      if (!market.equals(market(earlier))) {
        text.append(" until %s, then %s".formatted(Formats.day(earlier.ds()), market));
      }
    }
    return text.toString();
  }

  private static String market(ReportDay day) {
    String market = day.run() == null ? null : day.run().market();
    return Objects.requireNonNullElse(market, "none");
  }

  /**
   * Returns the template with its placeholders replaced. Placeholders inside the values are not
   * replaced.
   */
  private static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(values.get(found.group(1)), found.group(1))));
  }

  /**
   * Returns the hash of a script. With this hash, the content security policy allows the script.
   */
  private static String hash(String script) {
    byte[] hash = Sha256.createDigest().digest(script.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream("/report/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(name, failed);
    }
  }
}
