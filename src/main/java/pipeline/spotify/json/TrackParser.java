package pipeline.spotify.json;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.model.Track;

/** Parses a track object of Spotify in its simplified or full form. */
public final class TrackParser {
  /**
   * The fields that Spotify documents but the model of this project lacks. These fields do not
   * become extras; unknown fields do.
   */
  private static final Set<String> IGNORED_FIELDS =
      Set.of(
          "album",
          "available_markets",
          "external_ids",
          "href",
          "linked_from",
          "popularity",
          "preview_url",
          "restrictions",
          "type",
          "uri");

  private TrackParser() {}

  /**
   * Returns the track.
   *
   * @param position the position of the track in the list, from 0
   */
  public static Track parse(JsonObject json, int position) {
    FieldReader track = new FieldReader(json);
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("explicit", track.bool("explicit"));
    columns.put("is_local", track.bool("is_local"));
    columns.put("is_playable", track.bool("is_playable"));
    return new Track(
        position,
        track.integer("disc_number"),
        track.integer("track_number"),
        track.text("id"),
        track.text("name"),
        track.integer("duration_ms"),
        track.url(),
        ArtistParser.parseCredits(track),
        track.extras(IGNORED_FIELDS),
        columns);
  }
}
