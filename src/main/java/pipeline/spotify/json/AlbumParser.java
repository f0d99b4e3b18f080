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
  private static final Set<String> LEFT_OUT =
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

  private static final Set<String> LEFT_OUT_OF_IMAGES = Set.of("height", "width");

  private AlbumParser() {}

  /** Null where it has no id by which to know it. */
  static @Nullable public Album of(JsonObject json) {
    String id = id(json);
    if (id == null) {
      return null;
    }
    FieldReader album = FieldReader.of(json);
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
        ArtistParser.listIn(album),
        album.text("label"),
        extras(album));
  }

  static @Nullable public String id(JsonObject json) {
    String id = JsonValues.text(json.get("id"));
    return id != null && ID.matcher(id).matches() ? id : null;
  }

  /** It will stand in a path. */
  public static void requireId(String id) {
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
    widest.keepTheRest(LEFT_OUT_OF_IMAGES);
    return url;
  }

  private static @Nullable String extras(FieldReader album) {
    album.keepTheRest(LEFT_OUT);
    return album.extras();
  }
}
