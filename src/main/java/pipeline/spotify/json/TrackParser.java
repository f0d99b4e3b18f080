package pipeline.spotify.json;

import com.google.gson.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.model.Track;

/** Spotify's track, simplified or full, as ours. */
public final class TrackParser {
  /** Fields that we know and leave out. */
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

  public static Track parse(JsonObject json, int position) {
    FieldReader track = FieldReader.from(json);
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
        ArtistParser.parseCredits(track),
        extras(track));
  }

  private static @Nullable String extras(FieldReader track) {
    track.collectExtras(IGNORED_FIELDS);
    return track.extras();
  }
}
