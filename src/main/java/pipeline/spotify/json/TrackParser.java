package pipeline.spotify.json;

import com.google.gson.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.model.Track;

/** Spotify's track, simplified or full, as ours. */
public final class TrackParser {
  /** Fields that we know and leave out. */
  private static final Set<String> LEFT_OUT =
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

  public static Track of(JsonObject json, int position) {
    FieldReader track = FieldReader.of(json);
    return new Track(
        position,
        track.integer("disc_number"),
        track.integer("track_number"),
        track.text("id"),
        track.text("name"),
        track.integer("duration_ms"),
        track.bool("explicit"),
        track.bool("is_local"),
        track.bool("is_playable"),
        track.url(),
        ArtistParser.listIn(track),
        extras(track));
  }

  private static @Nullable String extras(FieldReader track) {
    track.keepTheRest(LEFT_OUT);
    return track.extras();
  }
}
