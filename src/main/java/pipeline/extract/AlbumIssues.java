package pipeline.extract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.lake.PartitionWriter;
import pipeline.tables.stage.CaptureMetadata;

/** Albums whose tracks are not what the listing promised: told in the footer and to people. */
final class AlbumIssues {
  private static final int MAX_SHOWN = 50;

  /** A shorter listing may well have lost most of its albums. */
  private static final int SEVERAL = 10;

  private final long listed;
  private final List<String> deleted = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> differing = new ArrayList<>();
  private @Nullable String firstReason;

  /**
   * Starts with nothing to report.
   *
   * @param listed the number of albums in the listing
   */
  AlbumIssues(long listed) {
    this.listed = listed;
  }

  /** Spotify has no tracks of it. */
  void addDeleted(String albumId) {
    deleted.add(albumId);
  }

  /** Its tracks could not be had in full. */
  void missing(String albumId, @Nullable String reason) {
    missing.add(albumId);
    firstReason = firstReason == null ? reason : firstReason;
  }

  /** Its track page counts other tracks than the listing did. */
  void addDiffering(String albumId) {
    differing.add(albumId);
  }

  boolean isPartial() {
    return !missing.isEmpty() || mostGone();
  }

  /** Returns whether so many albums are removed at once that Spotify is more likely wrong. */
  private boolean mostGone() {
    return listed >= SEVERAL && deleted.size() > listed / 2;
  }

  void putMetadata(PartitionWriter<?> writer) {
    CaptureMetadata.putList(writer, CaptureMetadata.ALBUMS_GONE, deleted);
    CaptureMetadata.putList(writer, CaptureMetadata.ALBUMS_MISSING, missing);
    CaptureMetadata.putList(writer, CaptureMetadata.ALBUMS_DIFFERING, differing);
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    add(warnings, deleted, "Spotify has no tracks of");
    add(warnings, missing, "tracks are missing of");
    add(warnings, differing, "the listing and the track page count other tracks for");
    return warnings;
  }

  /** The albums that lack tracks, and why the first of them does. */
  String shortfall() {
    return missing.isEmpty()
        ? "too many removed albums at once: %d of %d in the listing"
            .formatted(deleted.size(), listed)
        : sentence(missing, "Tracks are missing of") + ": " + firstReason;
  }

  private static void add(List<String> warnings, List<String> albums, String problem) {
    if (!albums.isEmpty()) {
      warnings.add(sentence(albums, problem));
    }
  }

  private static String sentence(List<String> albums, String problem) {
    String shown = String.join(", ", albums.subList(0, Math.min(MAX_SHOWN, albums.size())));
    return problem
        + " "
        + albums.size()
        + (albums.size() == 1 ? " album" : " albums")
        + " ("
        + shown
        + (albums.size() > MAX_SHOWN ? ", …)" : ")");
  }
}
