package pipeline.spotify.json;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;

/** Spotify's artist, simplified or full, as ours. */
public final class ArtistParser {
  /** Fields that we know and leave out. */
  private static final Set<String> IGNORED_FIELDS =
      Set.of("followers", "genres", "href", "images", "popularity", "type", "uri");

  private ArtistParser() {}

  /** Null where it has no id by which to know it. */
  static @Nullable public Artist parse(JsonObject json) {
    FieldReader artist = FieldReader.from(json);
    String id = AlbumParser.parseId(json);
    return id == null ? null : new Artist(id, artist.text("name"), artist.url());
  }

  static List<Artist> parseCredits(FieldReader credited) {
    List<Artist> artists = new ArrayList<>();
    for (FieldReader artist : credited.objects("artists")) {
      if (artist == null) {
        artists.add(new Artist(null, null, null)); // so that the others keep their places
        continue;
      }
      artists.add(new Artist(artist.text("id"), artist.text("name"), artist.url()));
      artist.collectExtras(IGNORED_FIELDS);
    }
    return artists;
  }
}
