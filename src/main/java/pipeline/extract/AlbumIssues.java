package pipeline.extract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.lake.PartitionWriter;
import pipeline.tables.stage.CaptureMetadata;

/**
 * The albums that are deleted, lack tracks, or have another number of tracks than the listing
 * states. The footer and the warnings list these albums.
 */
final class AlbumIssues {
  private static final int MAX_SHOWN = 50;

  /**
   * The minimum size of a listing whose tracks become partial if more than half of its albums are
   * deleted.
   */
  private static final int MIN_LISTED = 10;

  private final long listed;
  private final List<String> deleted = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> differing = new ArrayList<>();
  private @Nullable String firstReason;

  AlbumIssues(long listed) {
    this.listed = listed;
  }

  void addDeleted(String albumId) {
    deleted.add(albumId);
  }

  void addMissing(String albumId, @Nullable String reason) {
    missing.add(albumId);
    firstReason = firstReason == null ? reason : firstReason;
  }

  void addDiffering(String albumId) {
    differing.add(albumId);
  }

  /**
   * Returns whether an album has missing tracks, or whether the listing has at least {@link
   * #MIN_LISTED} albums and more than half of them are deleted.
   */
  boolean isPartial() {
    return !missing.isEmpty() || (listed >= MIN_LISTED && deleted.size() > listed / 2);
  }

  void putMetadata(PartitionWriter<?> writer) {
    CaptureMetadata.putList(writer, CaptureMetadata.ALBUMS_GONE, deleted);
    CaptureMetadata.putList(writer, CaptureMetadata.ALBUMS_MISSING, missing);
    CaptureMetadata.putList(writer, CaptureMetadata.ALBUMS_DIFFERING, differing);
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    addWarning(warnings, "albums without tracks", deleted);
    addWarning(warnings, "albums with missing tracks", missing);
    addWarning(warnings, "albums whose number of tracks differs from the listing", differing);
    return warnings;
  }

  /**
   * Returns why the tracks are partial. If albums have missing tracks, the text names them and the
   * reason for the first of them. Otherwise, too many albums are deleted.
   */
  String shortfall() {
    return missing.isEmpty()
        ? "too many deleted albums: %d of %d in the listing".formatted(deleted.size(), listed)
        : "albums with missing tracks: %s, reason for the first album: %s"
            .formatted(describe(missing), firstReason);
  }

  private static void addWarning(List<String> warnings, String problem, List<String> albums) {
    if (!albums.isEmpty()) {
      warnings.add(problem + ": " + describe(albums));
    }
  }

  private static String describe(List<String> albums) {
    List<String> shown = albums.subList(0, Math.min(MAX_SHOWN, albums.size()));
    return "%d (%s%s)"
        .formatted(albums.size(), String.join(", ", shown), albums.size() > MAX_SHOWN ? ", …" : "");
  }
}
