package pipeline.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.testing.PipelineHarness;

/**
 * Checks that defects of six kinds are found among the 1,008 partitions of 72 dates, and nothing
 * else; only under {@code -Pfull}.
 */
@EnabledIfSystemProperty(
    named = "full",
    matches = "true",
    disabledReason = "publishing 72 dates takes 20 s")
class ThousandPartitionsTest extends VerifierFixture {
  private static final LocalDate FIRST = PipelineHarness.TODAY.minusDays(71);

  @Override
  @BeforeEach
  void openLake() {
    span = new DateRange(FIRST, PipelineHarness.TODAY);
    harness = new PipelineHarness(folder);
    publish(harness, span.dates());
  }

  @Test
  void eachDefectAmongAThousandPartitionsIsFound() throws IOException {
    assertEquals(1008, assertFound().partitions());

    LocalDate flipped = FIRST.plusDays(5);
    LocalDate swapped = FIRST.plusDays(20);
    LocalDate other = FIRST.plusDays(55);
    LocalDate cut = FIRST.plusDays(33);
    LocalDate copied = FIRST.plusDays(41);
    changeBehindTheFooter(DimTrack.TABLE, flipped, rows -> renameFirst(rows, "track_name"));
    swap(file(FactRelease.TABLE, swapped), file(FactRelease.TABLE, other));
    byte[] bytes = Files.readAllBytes(file(RawTrack.TABLE, cut));
    Files.write(file(RawTrack.TABLE, cut), Arrays.copyOf(bytes, bytes.length - 1));
    Files.copy(
        file(RawRelease.TABLE, copied.minusDays(1)),
        file(RawRelease.TABLE, copied),
        StandardCopyOption.REPLACE_EXISTING);
    String stray = "clean/albums/ds=" + FIRST + "/albums (1).parquet";
    harness.lake().store().put(stray, "x".getBytes(UTF_8));
    Files.delete(file(BridgeTrackArtist.TABLE, cut.plusDays(1)));

    VerifyResult result = verify();

    assertEquals(
        List.of(
            "damaged " + DimTrack.TABLE.key(flipped),
            "foreign " + FactRelease.TABLE.key(swapped),
            "damaged " + RawTrack.TABLE.key(cut),
            "missing " + BridgeTrackArtist.TABLE.key(cut.plusDays(1)),
            "foreign " + RawRelease.TABLE.key(copied),
            "foreign " + FactRelease.TABLE.key(other),
            "unknown " + stray),
        findings(result),
        result::formatText);
    assertEquals(1007, result.partitions());
  }
}
