package pipeline.extract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.simulator.catalogue.SimTrack;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.SpotifyApi;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.RowCopier;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.testing.PipelineHarness;

/** A pipeline with a listing, and helpers for the tests of extract-tracks. */
abstract class ExtractTracksFixture {
  static final TrackConfig REPLACE = new TrackConfig(true, false, 30);
  static final TrackConfig REFETCH = new TrackConfig(false, true, 30);

  /** The maximum number of requests that are in flight when another request fails. */
  static final int MAX_IN_FLIGHT = 8;

  /** A Spotify whose albums have no tracks. */
  static final SpotifyApi WITHOUT_TRACKS =
      new EmptySpotify() {
        @Override
        public AlbumTracks tracks(String albumId, int calls) {
          return new AlbumTracks(
              albumId, Map.of(), 0, List.of(), AlbumTracks.TrackListState.COMPLETE, null);
        }
      };

  @TempDir Path folder;
  PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  List<RawTrack> tracks(LocalDate ds) {
    return harness.rows(RawTrack.TABLE, ds);
  }

  Set<String> albums(LocalDate ds) {
    return harness.rows(RawRelease.TABLE, ds).stream()
        .map(RawRelease::albumId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  PartitionMetadata footer(LocalDate ds) {
    return harness.partition(RawTrack.TABLE, ds).footer();
  }

  Instant observedAt(LocalDate ds) {
    return CaptureMetadata.from(footer(ds)).observedAt();
  }

  /** Returns album, position, track ID and name of all tracks in the simulator, in table order. */
  List<String> expectedTracks(Set<String> albums) {
    List<String> expectedTracks = new ArrayList<>();
    for (String album : new TreeSet<>(albums)) {
      List<SimTrack> tracks =
          harness.catalogue().tracks(harness.catalogue().findAlbum(album).orElseThrow());
      for (int position = 0; position < tracks.size(); position++) {
        SimTrack track = tracks.get(position);
        expectedTracks.add(album + " " + position + " " + track.id() + " " + track.name());
      }
    }
    return expectedTracks;
  }

  static List<String> describe(List<RawTrack> tracks) {
    return tracks.stream()
        .map(t -> t.albumId() + " " + t.position() + " " + t.trackId() + " " + t.trackName())
        .toList();
  }

  /** Returns the albums that were requested since the last call, alone or in batches. */
  Set<String> requestedAlbums() {
    Set<String> ids = new TreeSet<>();
    for (String target : harness.takeApiRequests()) {
      if (target.startsWith("/v1/albums?ids=")) {
        String list = target.substring("/v1/albums?ids=".length()).split("&", 2)[0];
        Collections.addAll(ids, list.replace("%2C", ",").split(",", -1));
      } else if (target.startsWith("/v1/albums/")) {
        ids.add(target.split("/", -1)[3]);
      }
    }
    return ids;
  }

  void damage(LocalDate ds) throws IOException {
    Files.writeString(folder.resolve(RawTrack.TABLE.key(ds)), "no Parquet");
  }

  static String nullItem(String album) {
    return "null-item:path=/v1/albums" + (album.startsWith("?") ? album : "/" + album);
  }

  /** Returns the albums that were requested alone. Spotify refuses batches of this app. */
  Set<String> albumsRequestedAlone() {
    return harness.takeApiRequests().stream()
        .filter(target -> target.startsWith("/v1/albums/"))
        .map(target -> target.split("/", -1)[3])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Publishes the listing again with a larger number of tracks of an album. */
  void increaseTotal(LocalDate ds, String album, int more) {
    harness.rewriteRows(
        RawRelease.TABLE,
        ds,
        rows ->
            rows.stream()
                .map(r -> r.albumId().equals(album) ? withMoreTracks(r, more) : r)
                .toList());
  }

  RawRelease withMoreTracks(RawRelease row, int more) {
    return RowCopier.to(RawRelease.TABLE, "total_tracks", "observed_at")
        .copy(row, Objects.requireNonNull(row.totalTracks()) + more, harness.clock.instant());
  }

  /** Damages the rows of a file and leaves its footer intact. */
  static void damageRows(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[400]), 50);
    }
  }
}
