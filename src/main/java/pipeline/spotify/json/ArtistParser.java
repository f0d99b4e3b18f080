package pipeline.spotify.json;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;

/** Parses an artist object of Spotify in its simplified or full form. */
public final class ArtistParser {
  /**
   * The fields that Spotify documents but the model of this project lacks. These fields do not
   * become extras; unknown fields do.
   */
  private static final Set<String> IGNORED_FIELDS =
      Set.of("followers", "genres", "href", "images", "popularity", "type", "uri");

  private ArtistParser() {}

  /** Returns the artist; null if it has no valid ID. */
  public static @Nullable Artist parse(JsonObject json) {
    FieldReader artist = new FieldReader(json);
    String id = AlbumParser.parseId(json);
    return id == null ? null : new Artist(id, artist.text("name"), artist.url());
  }

  /** Returns the artists of an album or a track in the order of the credits. */
  static List<Artist> parseCredits(FieldReader credited) {
    List<Artist> artists = new ArrayList<>();
    for (FieldReader artist : credited.objects("artists")) {
      if (artist == null) {
        artists.add(
            new Artist(null, null, null)); // a placeholder, to keep the positions of later artists
        continue;
      }
      artists.add(new Artist(artist.text("id"), artist.text("name"), artist.url()));
      artist.collectExtras(IGNORED_FIELDS);
    }
    return artists;
  }
}
