package pipeline.spotify.json;

import com.google.gson.JsonObject;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;

/** Spotify's album, simplified or full, as ours. */
public final class AlbumParser {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{1,64}");

  /** Fields that we know and leave out. */
  private static final Set<String> IGNORED_FIELDS =
      Set.of(
          "album_group",
          "available_markets",
          "copyrights",
          "external_ids",
          "genres",
          "href",
          "is_playable",
          "popularity",
          "restrictions",
          "tracks",
          "type",
          "uri");

  private static final Set<String> IGNORED_IMAGE_FIELDS = Set.of("height", "width");

  private AlbumParser() {}

  /** Null where it has no id by which to know it. */
  static @Nullable public Album parse(JsonObject json) {
    String id = parseId(json);
    if (id == null) {
      return null;
    }
    FieldReader album = FieldReader.from(json);
    String unused = album.text("id");
    return new Album(
        id,
        album.text("name"),
        album.text("album_type"),
        album.integer("total_tracks"),
        album.text("release_date"),
        album.text("release_date_precision"),
        album.url(),
        widestImage(album),
        ArtistParser.parseCredits(album),
        album.text("label"),
        extras(album));
  }

  static @Nullable public String parseId(JsonObject json) {
    String id = JsonValues.text(json.get("id"));
    return id != null && ID.matcher(id).matches() ? id : null;
  }

  /** It will stand in a path. */
  public static void checkId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("no album id: " + id);
    }
  }

  /** Chosen by width, because Spotify's order differs between endpoints. */
  private static @Nullable String widestImage(FieldReader album) {
    FieldReader widest = null;
    int width = -1;
    for (FieldReader image : album.objects("images")) {
      if (image == null || !image.has("url")) {
        continue;
      }
      int ofImage = Objects.requireNonNullElse(image.integer("width"), 0);
      if (ofImage > width) {
        widest = image;
        width = ofImage;
      }
    }
    if (widest == null) {
      return null;
    }
    String url = widest.text("url");
    widest.collectExtras(IGNORED_IMAGE_FIELDS);
    return url;
  }

  private static @Nullable String extras(FieldReader album) {
    album.collectExtras(IGNORED_FIELDS);
    return album.extras();
  }
}
