package pipeline.report.page;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipeline.report.AlbumEntry;
import pipeline.report.ArtistCounts.ReportArtist;

/** Renders links to Spotify's pages. It never renders a URL of another site. */
final class SpotifyLink {
  private static final String ORIGIN = "https://open.spotify.com/";
  private static final Pattern PAGE =
      Pattern.compile(Pattern.quote(ORIGIN) + "(?:intl-[a-z]{2}/)?[a-z]{1,20}/[0-9A-Za-z]{1,64}");
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{1,64}");

  private SpotifyLink() {}

  static String album(AlbumEntry album) {
    String name = album.name().isBlank() ? "(no name)" : album.name();
    return link(name, album.url(), "album", album.id());
  }

  static String artist(ReportArtist artist) {
    return link(name(artist), artist.url(), "artist", artist.id());
  }

  /** Returns the name of an artist, or the id if the name is unknown. */
  static String name(ReportArtist artist) {
    return artist.hasName() ? artist.name() : artist.id();
  }

  /**
   * Returns the name with a link to the URL. If the URL is invalid, the link leads to Spotify's
   * page for the id. If the id is invalid, too, returns the name without a link.
   */
  private static String link(String name, @Nullable String url, String type, String id) {
    String page = url != null && PAGE.matcher(url).matches() ? url : null;
    if (page == null && ID.matcher(id).matches()) {
      page = ORIGIN + type + "/" + id;
    }
    return page == null
        ? HtmlEscaper.name(name)
        : "<a href=\"" + page + "\" rel=\"noreferrer\">" + HtmlEscaper.name(name) + "</a>";
  }
}
