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
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.]+)}}");

  private ReportPage() {}

  public static byte[] of(ReportData data) {
    String library = resource("vendor/d3.min.js") + "\n" + resource("vendor/plot.min.js");
    String script = resource("report.js");
    Map<String, String> places = new HashMap<>();
    places.put("title", HtmlEscaper.text("New releases, " + Formats.day(data.newest())));
    places.put("span", HtmlEscaper.text(span(data)));
    places.put("asof", HtmlEscaper.text(asOf(data)));
    places.put(
        "simulated",
        data.simulated()
            ? " <strong>The data is simulated: these releases do not exist.</strong>"
            : "");
    places.put("policy", "'" + hash(library) + "' '" + hash(script) + "'");
    places.put("style", resource("report.css"));
    places.put("licence", resource("vendor/LICENSE"));
    places.put("library", library);
    places.put("script", script);
    places.put("median", Integer.toString(data.lengths().median().orElse(0)));
    places.put("notices", WarningBanner.html(data));
    places.put("tiles", KpiTiles.html(data));
    for (Section part : parts(data)) {
      places.put(part.name() + ".gist", part.gist());
      places.put(part.name() + ".table", part.table());
    }
    return fill(resource("report.html"), places).getBytes(StandardCharsets.UTF_8);
  }

  private static List<Section> parts(ReportData data) {
    return List.of(
        NewAlbumsSection.of(data),
        DaysSection.of(data),
        ArtistsSection.of(data),
        WeekdaysSection.of(data),
        ReleaseAgesSection.of(data),
        TrackDurationsSection.of(data),
        ExplicitShareSection.of(data),
        DaysListedSection.of(data),
        LongestListedSection.of(data),
        CollaborationsSection.of(data),
        RunsSection.of(data));
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
  static String fill(String template, Map<String, String> places) {
    Matcher place = PLACE.matcher(template);
    return place.replaceAll(
        found ->
            Matcher.quoteReplacement(
                Objects.requireNonNull(places.get(found.group(1)), found.group(1))));
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
