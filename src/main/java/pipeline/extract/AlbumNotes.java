package pipeline.extract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Draft;
import pipeline.tables.Capture;

/** Albums whose tracks are not what the listing promised: told in the footer and to people. */
final class AlbumNotes {
  private static final int SHOWN = 50;

  private final List<String> gone = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> differing = new ArrayList<>();
  private @Nullable String firstReason;

  /** Spotify has no tracks of it. */
  void gone(String albumId) {
    gone.add(albumId);
  }

  /** Its tracks could not be had in full. */
  void missing(String albumId, @Nullable String reason) {
    missing.add(albumId);
    firstReason = firstReason == null ? reason : firstReason;
  }

  /** Its track page counts other tracks than the listing did. */
  void differing(String albumId) {
    differing.add(albumId);
  }

  boolean isPartial() {
    return !missing.isEmpty();
  }

  void note(Draft<?> draft) {
    Capture.noteList(draft, Capture.ALBUMS_GONE, gone);
    Capture.noteList(draft, Capture.ALBUMS_MISSING, missing);
    Capture.noteList(draft, Capture.ALBUMS_DIFFERING, differing);
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    add(warnings, gone, "Spotify has no tracks of");
    add(warnings, missing, "tracks are missing of");
    add(warnings, differing, "the listing and the track page count other tracks for");
    return warnings;
  }

  /** The albums that lack tracks, and why the first of them does. */
  String missing() {
    return sentence(missing, "Tracks are missing of") + ": " + firstReason;
  }

  private static void add(List<String> warnings, List<String> albums, String what) {
    if (!albums.isEmpty()) {
      warnings.add(sentence(albums, what));
    }
  }

  private static String sentence(List<String> albums, String what) {
    String shown = String.join(", ", albums.subList(0, Math.min(SHOWN, albums.size())));
    return what
        + " "
        + albums.size()
        + (albums.size() == 1 ? " album" : " albums")
        + " ("
        + shown
        + (albums.size() > SHOWN ? ", …)" : ")");
  }
}
