package pipeline.spotify.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;

/** Parses an album object of Spotify in its simplified or full form. */
public final class AlbumParser {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{1,64}");

  /**
   * The fields that Spotify documents but the model of this project lacks. These fields do not
   * become extras; unknown fields do.
   */
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

  /** Returns the album; null if it has no valid ID. */
  public static @Nullable Album parse(JsonObject json) {
    String id = parseId(json);
    if (id == null) {
      return null;
    }
    FieldReader album = new FieldReader(json);
    String unused = album.text("id"); // marks the field as read, so that it is not an extra
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("image_url", widestImage(album));
    return new Album(
        id,
        album.text("name"),
        album.text("album_type"),
        album.integer("total_tracks"),
        album.text("release_date"),
        album.text("release_date_precision"),
        album.url(),
        ArtistParser.parseCredits(album),
        album.text("label"),
        album.extras(IGNORED_FIELDS),
        columns);
  }

  /**
   * Returns the values of the columns of raw/tracks that describe the album, by column name. Only
   * the full form of an album has the fields for these columns. A value is null if its field is
   * missing or has another type.
   */
  public static Map<String, @Nullable Object> parseTrackColumns(JsonObject json) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    if (json.get("external_ids") instanceof JsonObject ids) {
      columns.put("upc", JsonValues.text(ids.get("upc")));
    }
    columns.put("label", JsonValues.text(json.get("label")));
    columns.put("copyright_c", copyrights(json, "C"));
    columns.put("copyright_p", copyrights(json, "P"));
    return columns;
  }

  /**
   * Returns the copyright notices of one type, such as C, joined with "; "; null if there are none.
   */
  private static @Nullable String copyrights(JsonObject json, String type) {
    List<String> notices = new ArrayList<>();
    if (json.get("copyrights") instanceof JsonArray copyrights) {
      for (JsonElement element : copyrights) {
        if (element instanceof JsonObject copyright
            && type.equals(JsonValues.text(copyright.get("type")))) {
          String notice = JsonValues.text(copyright.get("text"));
          if (notice != null && !notice.isBlank()) {
            notices.add(notice);
          }
        }
      }
    }
    return notices.isEmpty() ? null : String.join("; ", notices);
  }

  /** Returns the {@code id} of an object; null if it is missing or invalid. */
  public static @Nullable String parseId(JsonObject json) {
    String id = JsonValues.text(json.get("id"));
    return id != null && ID.matcher(id).matches() ? id : null;
  }

  /**
   * Checks an ID that becomes part of a URL path.
   *
   * @throws IllegalArgumentException if the ID does not consist of 1 to 64 letters and digits
   */
  public static void checkId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("invalid Spotify ID: " + id);
    }
  }

  /**
   * Returns the URL of the widest image; null if there is none. The first image is not always the
   * widest, because the order of the images differs between endpoints.
   */
  private static @Nullable String widestImage(FieldReader album) {
    FieldReader widest = null;
    int width = -1;
    for (FieldReader image : album.objects("images")) {
      if (image == null || !image.has("url")) {
        continue;
      }
      int imageWidth = Objects.requireNonNullElse(image.integer("width"), 0);
      if (imageWidth > width) {
        widest = image;
        width = imageWidth;
      }
    }
    if (widest == null) {
      return null;
    }
    String url = widest.text("url");
    widest.collectExtras(IGNORED_IMAGE_FIELDS);
    return url;
  }
}
