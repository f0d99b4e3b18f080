package pipeline.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.report.ReportDay.DayState;
import pipeline.report.page.ReportPage;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.tables.stage.StageException;
import pipeline.testing.PipelineHarness;

/** Checks how a report treats dates that are missing, outdated or damaged. */
class ReportLoaderTest {
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private ReportData read(LocalDate from, LocalDate to) {
    ReportLoader loader = new ReportLoader(harness.lake());
    return loader.read(loader.resolveRange(from, to));
  }

  private static List<DayState> states(ReportData data) {
    return data.days().stream().map(ReportDay::state).toList();
  }

  private void assertRefused(LocalDate from, LocalDate to, String expected) {
    String message =
        Objects.toString(assertThrows(StageException.class, () -> read(from, to)).getMessage());
    assertTrue(message.contains(expected), message);
  }

  @Test
  void rangeWithoutALoadedDateFails() {
    assertRefused(YESTERDAY, TODAY, "run the four stages first");
    harness.runAllStages(TODAY);
    assertRefused(YESTERDAY, YESTERDAY, "; choose --from and --to within 2026-11-20, or");
  }

  @Test
  void rangeOfMoreThanThreeYearsIsRejected() {
    harness.runAllStages(TODAY);
    assertEquals(1096, read(TODAY.minusDays(1095), TODAY).days().size());
    assertRefused(
        TODAY.minusDays(1096), TODAY, "more than 1096 dates: 2023-11-20 to 2026-11-20; choose");
  }

  @Test
  void missingDateIsAGap() {
    harness.runAllStages(TODAY);
    ReportData data = read(YESTERDAY, TODAY);
    assertEquals(List.of(DayState.MISSING, DayState.LOADED), states(data));
    assertEquals(Set.of(YESTERDAY), data.missingDates());
    assertEquals(List.of(), data.warnings());
    String page = new String(ReportPage.render(data), UTF_8);
    assertTrue(page.contains("<li>1 date without a partition: 2026-11-19.</li>"));
    assertTrue(page.contains("<li>2026-11-20: first listing of the source new_releases; all"));
  }

  @Test
  void outdatedDateIsLeftOut() {
    harness.runAllStages(YESTERDAY).runAllStages(TODAY);
    harness.rewriteRows(DimAlbum.TABLE, YESTERDAY, rows -> rows.subList(1, rows.size()));
    ReportData data = read(YESTERDAY, TODAY);
    assertEquals(List.of(DayState.OUTDATED, DayState.LOADED), states(data));
    assertEquals(1, data.warnings().size());
    String warning = data.warnings().get(0);
    assertTrue(warning.startsWith("2026-11-19 is left out: inconsistent partition"), warning);
    assertTrue(warning.contains("; rerun load --date 2026-11-19, because this file"), warning);
    String page = new String(ReportPage.render(data), UTF_8);
    assertTrue(page.contains("<li>" + warning + "</li>"));
    assertTrue(page.contains(">outdated, rerun load<"));
  }

  @Test
  void reportIsTheSameWithoutReadAhead() {
    for (int day = 5; day >= 0; day--) {
      harness.setListingDate(TODAY.minusDays(day)).runAllStages(TODAY.minusDays(day));
    }
    LocalDate from = TODAY.minusDays(2);
    ReportLoader oneByOne = new ReportLoader(new Lake(harness.lake().store(), 1));

    assertArrayEquals(
        ReportPage.render(oneByOne.read(oneByOne.resolveRange(from, TODAY))),
        ReportPage.render(read(from, TODAY)));
  }

  @Test
  void onlyTheNewestDateNeedsItsFacts() throws IOException {
    harness.runAllStages(YESTERDAY).runAllStages(TODAY);
    Path facts = folder.resolve(FactRelease.TABLE.key(YESTERDAY));
    Files.write(facts, new byte[100]);
    assertEquals(List.of(DayState.LOADED, DayState.LOADED), states(read(YESTERDAY, TODAY)));

    Files.copy(facts, folder.resolve(FactRelease.TABLE.key(TODAY)), REPLACE_EXISTING);
    assertRefused(YESTERDAY, TODAY, "no readable date: 2026-11-19 to 2026-11-20 in ");
  }

  @Test
  void newestAlbumsAreInTheOrderOfTheListing() {
    harness.runAllStages(YESTERDAY).runAllStages(TODAY);
    List<String> listed =
        harness.rows(FactRelease.TABLE, TODAY).stream()
            .sorted(Comparator.comparing(FactRelease::position))
            .map(FactRelease::albumId)
            .toList();
    assertEquals(
        listed, read(YESTERDAY, TODAY).newestAlbums().stream().map(AlbumEntry::id).toList());
  }

  @Test
  void damagedDateIsLeftOut() throws IOException {
    harness.runAllStages(YESTERDAY).runAllStages(TODAY);
    Files.write(folder.resolve(DimTrack.TABLE.key(YESTERDAY)), new byte[100]);
    ReportData data = read(YESTERDAY, TODAY);
    assertEquals(List.of(DayState.UNREADABLE, DayState.LOADED), states(data));
    assertTrue(
        data.warnings().get(0).startsWith("2026-11-19 is left out: "), data.warnings()::toString);
    assertRefused(YESTERDAY, YESTERDAY, "no readable date: 2026-11-19 in ");
  }

  @Test
  void dateWithADamagedPageIsLeftOutLikeADamagedDate() throws IOException {
    LocalDate before = TODAY.minusDays(2);
    for (LocalDate day : List.of(before, YESTERDAY, TODAY)) {
      harness.setListingDate(day).runAllStages(day);
    }
    damageFirstPage(DimTrack.TABLE, YESTERDAY);
    ReportData data = read(before, TODAY);
    assertEquals(List.of(DayState.LOADED, DayState.UNREADABLE, DayState.LOADED), states(data));
    assertEquals(1, data.warnings().size(), data.warnings()::toString);
    assertTrue(data.warnings().get(0).startsWith("2026-11-19 is left out: damaged Parquet file"));

    damageFirstPage(DimTrack.TABLE, TODAY);
    data = read(before, TODAY);
    assertEquals(List.of(DayState.LOADED, DayState.UNREADABLE, DayState.UNREADABLE), states(data));
    assertEquals(2, data.warnings().size(), data.warnings()::toString);
    assertEquals(harness.rows(DimAlbum.TABLE, before).size(), data.albumCount());
    assertRefused(YESTERDAY, TODAY, "no readable date: 2026-11-19 to 2026-11-20 in ");
  }

  @Test
  void earlierDateWithADamagedPageIsLeftOut() throws IOException {
    harness.runAllStages(YESTERDAY).runAllStages(TODAY);
    assertEquals(List.of(), read(TODAY, TODAY).warnings());
    damageFirstPage(FactRelease.TABLE, YESTERDAY);
    ReportData data = read(TODAY, TODAY);
    assertEquals(1, data.warnings().size(), data.warnings()::toString);
    assertTrue(data.warnings().get(0).startsWith("2026-11-19 is left out: damaged Parquet file"));
  }

  /** Damages the rows of a partition. Its footer stays readable. */
  private void damageFirstPage(Table<?> table, LocalDate ds) throws IOException {
    Path file = folder.resolve(table.key(ds));
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4, 40, (byte) 0);
    Files.write(file, bytes);
  }

  @Test
  void damagedRecordOfTheOriginIsRefused() throws IOException {
    harness.runAllStages(TODAY);
    Path record = Files.createDirectories(folder.resolve("state")).resolve("lake.json");
    Files.writeString(record, "{\"simulated\":true}");
    assertTrue(read(TODAY, TODAY).isSimulated());
    Files.writeString(record, "{\"simul");
    LakeException refused = assertThrows(LakeException.class, () -> read(TODAY, TODAY));
    assertEquals(LakeErrorKind.CONFIGURATION, refused.kind());
  }
}
