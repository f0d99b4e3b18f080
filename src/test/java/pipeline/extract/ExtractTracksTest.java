package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;
import static pipeline.testing.PipelineHarness.TRACKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.simulator.catalogue.SimAlbum;
import pipeline.simulator.options.QuotaMode;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.ProgressListener;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;

/** What is fetched, what is copied, what is kept. */
class ExtractTracksTest {
  private static final TrackConfig REPLACE = new TrackConfig(true, false, 30);
  private static final TrackConfig REFETCH = new TrackConfig(false, true, 30);

  /** Requests that a failure may catch on their way. */
  private static final int UNDER_WAY = 8;

  /** A Spotify that has every album, and no track of any. */
  private static final SpotifyApi WITHOUT_TRACKS =
      new EmptySpotify() {
        @Override
        public AlbumTracks tracks(String albumId) {
          return new AlbumTracks(albumId, 0, List.of(), AlbumTracks.TrackListState.COMPLETE, null);
        }
      };

  @TempDir Path folder;
  private PipelineHarness world;

  @BeforeEach
  void open() {
    world = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private List<RawTrack> tracks(LocalDate ds) {
    return world.rows(RawTrack.TABLE, ds);
  }

  private Set<String> albums(LocalDate ds) {
    return world.rows(RawRelease.TABLE, ds).stream()
        .map(RawRelease::albumId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private PartitionMetadata footer(LocalDate ds) {
    return world.partition(RawTrack.TABLE, ds).footer();
  }

  private Instant observedAt(LocalDate ds) {
    return CaptureMetadata.from(footer(ds)).observedAt();
  }

  /** Album, position, track id and name, as Spotify has them, in the order of the lake. */
  private List<String> truth(Set<String> albums) {
    List<String> truth = new ArrayList<>();
    for (String album : new TreeSet<>(albums)) {
      SimAlbum release = world.catalogue().release(album).orElseThrow();
      world
          .catalogue()
          .recordings(release)
          .forEach(
              track ->
                  truth.add(
                      album + " " + track.position() + " " + track.id() + " " + track.name()));
    }
    return truth;
  }

  private static List<String> shown(List<RawTrack> tracks) {
    return tracks.stream()
        .map(t -> t.albumId() + " " + t.position() + " " + t.trackId() + " " + t.trackName())
        .toList();
  }

  /** The albums that Spotify was asked for, one by one or in batches. */
  private Set<String> askedFor() {
    Set<String> ids = new TreeSet<>();
    for (String target : world.takeApiRequests()) {
      if (target.startsWith("/v1/albums?ids=")) {
        String list = target.substring("/v1/albums?ids=".length()).split("&", 2)[0];
        Collections.addAll(ids, list.replace("%2C", ",").split(",", -1));
      } else if (target.startsWith("/v1/albums/")) {
        ids.add(target.split("/", -1)[3]);
      }
    }
    return ids;
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void everyTrackOfEveryAlbumIsThereInOrder(QuotaMode app) {
    world.app(app).releases(TODAY);
    StageOutput taken = world.tracks(TODAY);
    assertTrue(taken.changed());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
    assertEquals((long) tracks(TODAY).size(), taken.rows().get("raw/tracks"));
    assertFalse(taken.capture().partial());
    assertEquals(List.of(), taken.warnings());
  }

  @Test
  void extendedAppsAskForTwentyAlbumsAtOnce() {
    world.releases(TODAY);
    world.takeApiRequests();
    world.tracks(TODAY);
    long batches =
        world.takeApiRequests().stream().filter(t -> t.startsWith("/v1/albums?ids=")).count();
    assertEquals(2, batches);
  }

  @ParameterizedTest
  @CsvSource({"0", "10"})
  void aCompletePartitionIsKeptWhateverTheDate(int daysLater) {
    world.releases(TODAY);
    world.tracks(TODAY);
    world.clock.advance(Duration.ofDays(daysLater));
    Map<String, String> before = world.digests("");
    world.takeApiRequests();
    assertFalse(world.tracks(TODAY).changed());
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(before, world.digests(""));
  }

  @Test
  void onlyTheDifferenceIsFetchedWhereTheListingChanged() {
    world.releases(TODAY);
    world.tracks(TODAY);
    Instant first = observedAt(TODAY);
    Set<String> before = albums(TODAY);
    world.clock.advance(Duration.ofDays(2));
    world.releases(TODAY);
    Set<String> added = new TreeSet<>(albums(TODAY));
    added.removeAll(before);
    assertTrue(!added.isEmpty() && added.size() < before.size(), "new albums: " + added.size());
    world.takeApiRequests();

    assertTrue(world.tracks(TODAY).changed());
    assertEquals(added, askedFor());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
    for (RawTrack track : tracks(TODAY)) {
      assertEquals(added.contains(track.albumId()) ? observedAt(TODAY) : first, track.observedAt());
    }
  }

  @Test
  void anAlbumOfAnEarlierDateIsCopiedWithTheTimeItWasSeen() {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    world.clock.advance(Duration.ofDays(1));
    LocalDate next = TODAY.plusDays(1);
    world.releases(next);
    world.takeApiRequests();
    assertTrue(world.tracks(next).changed());
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(tracks(TODAY), tracks(next));
    assertEquals(
        List.of("raw/tracks/ds=2026-11-20/tracks.parquet"),
        CaptureMetadata.parseList(footer(next), CaptureMetadata.COPIED_FROM));
    assertEquals(0, CaptureMetadata.from(footer(next)).requests());
  }

  @ParameterizedTest
  @CsvSource({"6, true", "7, false"})
  void theSevenPartitionsBeforeAreLookedAt(int others, boolean copied) {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    world.seed(7);
    for (int day = 1; day <= others; day++) {
      world.clock.advance(Duration.ofDays(1));
      world.releases(TODAY.plusDays(day));
      world.tracks(TODAY.plusDays(day));
    }
    world.seed(42).clock.advance(Duration.ofDays(1));
    LocalDate last = TODAY.plusDays(others + 1L);
    world.releases(last);
    world.takeApiRequests();
    world.tracks(last);
    assertEquals(copied ? Set.of() : albums(last), askedFor());
    assertEquals(shown(tracks(TODAY)), shown(tracks(last)));
  }

  @ParameterizedTest
  @CsvSource({"29, true", "30, false"})
  void whatIsOlderThanThatIsFetchedAgain(int days, boolean copied) {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    world.clock.advance(Duration.ofDays(days).plusSeconds(1));
    LocalDate later = TODAY.plusDays(days);
    world.releases(later);
    world.takeApiRequests();
    world.tracks(later);
    assertEquals(copied, askedFor().isEmpty());
  }

  @Test
  void replaceCopiesWhatIsThere() {
    world.releases(TODAY);
    world.tracks(TODAY);
    List<RawTrack> before = tracks(TODAY);
    world.takeApiRequests();
    world.tracks(TODAY, REPLACE, false);
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(before, tracks(TODAY));
  }

  @Test
  void refetchCopiesNothing() {
    world.releases(TODAY);
    world.tracks(TODAY);
    world.takeApiRequests();
    world.tracks(TODAY, REFETCH, false);
    assertEquals(albums(TODAY), askedFor());
  }

  @Test
  void aDamagedPartitionIsNamedAndRebuiltWhereOneInsists() throws IOException {
    world.releases(TODAY);
    world.tracks(TODAY);
    damage(TODAY);
    LakeException damaged = assertThrows(LakeException.class, () -> world.tracks(TODAY));
    assertEquals(LakeException.LakeErrorKind.DAMAGED, damaged.kind());
    assertTrue(world.tracks(TODAY, REPLACE, false).changed());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
  }

  @Test
  void aDamagedPartitionOfAnEarlierDateIsOnlyNotCopiedFrom() throws IOException {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    damage(TODAY);
    world.clock.advance(Duration.ofDays(1));
    world.releases(TODAY.plusDays(1));
    assertTrue(world.tracks(TODAY.plusDays(1)).changed());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY.plusDays(1))));
  }

  private void damage(LocalDate ds) throws IOException {
    Files.writeString(folder.resolve(RawTrack.TABLE.key(ds)), "no Parquet");
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void whatStaysIncompleteIsNotPublished(QuotaMode app) {
    world.app(app).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    world.faults(nullItem(album), nullItem("?ids="));
    StageException refused = assertThrows(StageException.class, () -> world.tracks(TODAY));
    assertEquals(StageFailureReason.INCOMPLETE, refused.reason());
    String message = Objects.toString(refused.getMessage());
    assertTrue(message.contains(album) && message.contains("--allow-partial"), message);
    assertTrue(world.lake().find(RawTrack.TABLE, TODAY).isEmpty());
  }

  private static String nullItem(String album) {
    return "null-item:path=/v1/albums" + (album.startsWith("?") ? album : "/" + album);
  }

  @Test
  void whatIsPartialIsMarkedAndCompletedByTheNextRun() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    world.faults(nullItem(album));
    StageOutput partial = world.tracks(TODAY, TRACKS, true);
    assertTrue(partial.changed() && partial.capture().partial());
    assertEquals(
        List.of(album), CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_MISSING));
    assertTrue(partial.warnings().get(0).contains(album), partial.warnings().toString());
    assertEquals(truth(albums(TODAY)).size() - 1, tracks(TODAY).size());

    world.faults();
    world.takeApiRequests();
    StageOutput whole = world.tracks(TODAY);
    assertEquals(Set.of(album), askedFor());
    assertTrue(whole.changed() && !whole.capture().partial());
    assertEquals(
        List.of(), CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_MISSING));
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
  }

  @Test
  void whatWasFetchedBeforeAFailureIsNotFetchedAgain() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(60).albumId();
    world.faults("premium-needed:path=/v1/albums/" + album);
    world.takeApiRequests();
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    Set<String> before = askedForAlone();
    before.remove(album);
    assertTrue(before.size() >= 60, "fetched before: " + before.size());
    assertTrue(world.lake().find(RawTrack.TABLE, TODAY).isEmpty());

    world.faults();
    world.tracks(TODAY);
    Set<String> again = askedForAlone();
    assertTrue(again.contains(album));
    again.retainAll(before);
    assertTrue(again.size() <= UNDER_WAY, () -> "asked again: " + again);
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
    assertEquals(Map.of(), world.digests("work"));
  }

  /** Not counting batches, which the app is refused. */
  private Set<String> askedForAlone() {
    return world.takeApiRequests().stream()
        .filter(target -> target.startsWith("/v1/albums/"))
        .map(target -> target.split("/", -1)[3])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * An album whose total moved while it was read may have as many rows as that, with one passed
   * over.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasIncompleteIsAskedForAgainHoweverManyRowsItHas(boolean allowPartial) {
    world.releases(TODAY);
    SpotifyApi moving =
        new EmptySpotify() {
          @Override
          public AlbumTracks tracks(String albumId) {
            return SingleTrack.create(
                albumId, AlbumTracks.TrackListState.INCOMPLETE, "its total moved from 2 to 1");
          }
        };
    if (allowPartial) {
      assertTrue(world.tracks(TODAY, moving, true).capture().partial());
    } else {
      assertThrows(StageException.class, () -> world.tracks(TODAY, moving, false));
    }
    world.takeApiRequests();

    assertFalse(world.tracks(TODAY).capture().partial());
    assertEquals(albums(TODAY), askedFor());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
  }

  /** A run that starts over writes beside what it left before, not over it. */
  @Test
  void whatWasFetchedBeforeAnInputWasReplacedIsNotFetchedAgain() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(60).albumId();
    world.faults("premium-needed:path=/v1/albums/" + album);
    world.takeApiRequests();
    AtomicBoolean replaced = new AtomicBoolean();
    ProgressListener meter =
        (done, total) -> {
          if (done == 40 && !replaced.getAndSet(true)) {
            throw new LakeException(LakeException.LakeErrorKind.REPLACED, "by a twin");
          }
        };
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY, meter));
    assertTrue(replaced.get());
    Set<String> before = askedForAlone();
    before.remove(album);

    world.faults();
    world.tracks(TODAY);
    Set<String> again = askedForAlone();
    again.retainAll(before);
    assertTrue(again.size() <= 2 * UNDER_WAY, () -> "asked again: " + again);
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void goneAlbumsAreNotedAndNotFatal(QuotaMode app) {
    world.app(app).faults("gone:share=0.3").releases(TODAY);
    StageOutput taken = world.tracks(TODAY);
    Set<String> gone =
        new HashSet<>(CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_GONE));
    Set<String> there = new TreeSet<>(albums(TODAY));
    assertTrue(!gone.isEmpty() && gone.size() < there.size(), "gone: " + gone.size());
    there.removeAll(gone);
    assertEquals(truth(there), shown(tracks(TODAY)));
    assertFalse(taken.capture().partial());
    assertTrue(
        taken.warnings().get(0).contains(gone.size() + " album"), taken.warnings()::toString);
  }

  @Test
  void anAlbumOfNoTracksIsNotedAsOneThatIsGone() {
    world.albums(9).releases(TODAY);
    assertFalse(world.tracks(TODAY, WITHOUT_TRACKS, false).capture().partial());
    assertEquals(
        albums(TODAY),
        new TreeSet<>(CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_GONE)));
  }

  @Test
  void totalsThatDifferAreNotedAndThenCopied() {
    world.fixListing();
    world.releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(5).albumId();
    listMore(TODAY, album, 1);
    StageOutput taken = world.tracks(TODAY);
    assertEquals(
        List.of(album), CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_DIFFERING));
    assertTrue(taken.warnings().get(0).contains(album), taken.warnings()::toString);
    assertFalse(taken.capture().partial());

    LocalDate next = TODAY.plusDays(1);
    world.clock.advance(Duration.ofDays(1));
    world.releases(next);
    listMore(next, album, 1);
    world.takeApiRequests();
    world.tracks(next);
    assertEquals(Set.of(), askedFor());
    assertEquals(
        List.of(album), CaptureMetadata.parseList(footer(next), CaptureMetadata.ALBUMS_DIFFERING));
  }

  @Test
  void anAlbumThatGrewIsFetchedAgain() {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(5).albumId();
    LocalDate next = TODAY.plusDays(1);
    world.clock.advance(Duration.ofDays(1));
    world.releases(next);
    listMore(next, album, 1);
    world.takeApiRequests();
    world.tracks(next);
    assertEquals(Set.of(album), askedFor());
  }

  @Test
  void anAlbumThatGrewSinceAFailedRunIsFetchedAgain() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(0).albumId();
    world.faults("quota-exceeded:after=9,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    world.faults().forget("block");
    world.clock.advance(Duration.ofHours(1));
    listMore(TODAY, album, 1);
    world.takeApiRequests();
    world.tracks(TODAY);
    Set<String> asked = albumsAskedFor();
    assertTrue(asked.contains(album), "its tracks are those of an hour ago");
    assertTrue(asked.size() < albums(TODAY).size(), "asked again for all of them");
  }

  /** As if a listing of now counted other tracks. */
  private void listMore(LocalDate ds, String album, int more) {
    world.rewrite(
        RawRelease.TABLE,
        ds,
        rows -> rows.stream().map(r -> r.albumId().equals(album) ? longer(r, more) : r).toList());
  }

  private RawRelease longer(RawRelease row, int more) {
    return new RawRelease(
        row.albumId(),
        row.position(),
        row.albumName(),
        row.albumType(),
        Objects.requireNonNull(row.totalTracks()) + more,
        row.releaseDate(),
        row.releaseDatePrecision(),
        row.albumUrl(),
        row.imageUrl(),
        row.artists(),
        row.market(),
        row.source(),
        row.isLateCapture(),
        world.clock.instant(),
        row.extras());
  }

  @Test
  void withoutReleasesTheStageToRunIsNamed() {
    StageException refused = assertThrows(StageException.class, () -> world.tracks(TODAY));
    assertEquals(StageFailureReason.INPUT_MISSING, refused.reason());
    assertTrue(
        Objects.toString(refused.getMessage()).contains("extract-releases --date 2026-11-20"));
  }

  @Test
  void tracksOfALateCaptureAreOneToo() {
    LocalDate past = LocalDate.of(2024, 1, 1);
    world.releases(past);
    StageOutput taken = world.tracks(past);
    assertTrue(taken.capture().late());
    assertEquals("search_by_date", taken.capture().source());
    assertEquals(truth(albums(past)), shown(tracks(past)));
  }

  @Test
  void anEmptyListingHasAnEmptyTableOfTracks() {
    LocalDate past = LocalDate.of(2024, 1, 1);
    world.releases(past, new EmptySpotify());
    assertTrue(world.tracks(past).changed());
    assertEquals(List.of(), tracks(past));
    assertEquals(List.of(), world.takeApiRequests());
  }

  @Test
  void progressGoesWithThePartitionThatItWasFor() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    world.faults("quota-exceeded:after=9,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    assertFalse(world.digests("work/extract-tracks").isEmpty());
    world.faults().forget("block");
    world.tracks(TODAY);
    assertTrue(world.digests("work/extract-tracks").isEmpty());
  }

  @Test
  void aResumedRunPublishesTheSameRowsAsOneThatWasNotStopped() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    world.tracks(TODAY);
    String whole = world.partition(RawTrack.TABLE, TODAY).footer().contentHash();
    world.delete("raw/tracks");
    world.faults("quota-exceeded:after=9,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    world.faults().forget("block");
    world.tracks(TODAY);
    assertEquals(whole, world.partition(RawTrack.TABLE, TODAY).footer().contentHash());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAStoppedRunLeftAndIsDamagedIsAskedForAgain(boolean spoiltWithin) throws IOException {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    world.faults("quota-exceeded:after=12,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    Set<String> left = world.digests("work/extract-tracks").keySet();
    assertFalse(left.isEmpty());
    for (String file : left) {
      if (spoiltWithin) {
        spoil(folder.resolve(file));
      } else {
        Files.writeString(folder.resolve(file), "no Parquet");
      }
    }
    world.faults().forget("block");
    world.takeApiRequests();
    assertTrue(world.tracks(TODAY).changed());
    assertEquals(albums(TODAY), albumsAskedFor());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
    assertEquals(Set.of(), world.digests("work/extract-tracks").keySet());
  }

  @Test
  void anEarlierPartitionThatIsSpoiltWithinIsOnlyNotCopiedFrom() throws IOException {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    spoil(folder.resolve(RawTrack.TABLE.key(TODAY)));
    world.clock.advance(Duration.ofDays(1));
    world.releases(TODAY.plusDays(1));
    assertTrue(world.tracks(TODAY.plusDays(1)).changed());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY.plusDays(1))));
  }

  /** The footer stays whole. */
  private static void spoil(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[400]), 50);
    }
  }

  /** Albums asked for since the last look, alone or with others. */
  private Set<String> albumsAskedFor() {
    Set<String> albums = new TreeSet<>();
    for (String target : world.takeApiRequests()) {
      Matcher ids = Pattern.compile("[0-9A-Za-z]{22}").matcher(target);
      while (ids.find()) {
        albums.add(ids.group());
      }
    }
    return albums;
  }
}
