package pipeline.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipeline.report.ReportData;

/** A report as one HTML file that asks for nothing else. The same report gives the same bytes. */
public final class ReportPage {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z.]+)}}");

  private ReportPage() {}

  public static byte[] render(ReportData data) {
    String library = resource("vendor/d3.min.js") + "\n" + resource("vendor/plot.min.js");
    String script = resource("report.js");
    Map<String, String> values = new HashMap<>();
    values.put("title", HtmlEscaper.escape("New releases, " + Formats.day(data.newest())));
    values.put("span", HtmlEscaper.escape(span(data)));
    values.put("asof", HtmlEscaper.escape(asOf(data)));
    values.put(
        "simulated",
        data.isSimulated()
            ? " <strong>The data is simulated: these releases do not exist.</strong>"
            : "");
    values.put("policy", "'" + hash(library) + "' '" + hash(script) + "'");
    values.put("style", resource("report.css"));
    values.put("licence", resource("vendor/LICENSE"));
    values.put("library", library);
    values.put("script", script);
    values.put("median", Integer.toString(data.durations().median().orElse(0)));
    values.put("notices", WarningBanner.html(data));
    values.put("tiles", KpiTiles.html(data));
    for (Section part : parts(data)) {
      values.put(part.name() + ".gist", part.summary());
      values.put(part.name() + ".table", part.table());
    }
    return fill(resource("report.html"), values).getBytes(StandardCharsets.UTF_8);
  }

  private static List<Section> parts(ReportData data) {
    return List.of(
        NewAlbumsSection.from(data),
        DaysSection.from(data),
        ArtistsSection.from(data),
        WeekdaysSection.from(data),
        ReleaseAgesSection.from(data),
        TrackDurationsSection.from(data),
        ExplicitShareSection.from(data),
        DaysListedSection.from(data),
        LongestListedSection.from(data),
        CollaborationsSection.from(data),
        RunsSection.from(data));
  }

  private static String span(ReportData data) {
    return Formats.day(data.span().from()) + " to " + Formats.day(data.span().to());
  }

  private static String asOf(ReportData data) {
    return data.observedAt() == null
        ? "."
        : ", as Spotify listed it up to " + Formats.minute(data.observedAt()) + " UTC.";
  }

  /** One pass: what was put in is not looked at for places. */
  static String fill(String template, Map<String, String> values) {
    Matcher matcher = PLACEHOLDER.matcher(template);
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(
                Objects.requireNonNull(values.get(found.group(1)), found.group(1))));
  }

  /** As a content security policy names a script that may run. */
  private static String hash(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream("/report/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
