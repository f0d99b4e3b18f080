package pipeline.tables.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.testing.PipelineHarness;

/** Checks the footers that load records in the footer of analytics/partitions. */
class RecordedFootersTest {
  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder).setAlbums(4).setComparableTags().runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private PartitionMetadata footer(Table<?> table) {
    return harness.partition(table, TODAY).footer();
  }

  private Optional<PartitionMetadata> find(Table<?> table) {
    return find(table, footer(PartitionEntry.TABLE));
  }

  private Optional<PartitionMetadata> find(Table<?> table, PartitionMetadata partitions) {
    ObjectInfo listed = harness.lake().store().find(table.key(TODAY)).orElseThrow();
    return RecordedFooters.from(harness.lake().store(), partitions).find(table, listed);
  }

  private PartitionMetadata partitionsWith(String recorded) {
    SortedMap<String, String> entries = new TreeMap<>(footer(PartitionEntry.TABLE).entries());
    entries.put(PartitionMetadata.FOOTERS, recorded);
    return new PartitionMetadata(entries);
  }

  private String recorded() {
    return footer(PartitionEntry.TABLE).find(PartitionMetadata.FOOTERS).orElseThrow();
  }

  private void replaceByACopy(Table<?> table) throws IOException {
    String key = table.key(TODAY);
    harness.lake().store().put(key, Files.readAllBytes(folder.resolve(key)));
  }

  @Test
  void footersOfAllOtherTablesAreRecorded() {
    for (Table<?> table : Tables.all()) {
      assertEquals(
          table.equals(PartitionEntry.TABLE) ? Optional.empty() : Optional.of(footer(table)),
          find(table),
          table.qualifiedName());
    }
  }

  @Test
  void footerOfAReplacedObjectIsUnknown() throws IOException {
    replaceByACopy(RawTrack.TABLE);

    assertEquals(Optional.empty(), find(RawTrack.TABLE));
    assertTrue(find(DimTrack.TABLE).isPresent());
  }

  @Test
  void footerOfAnUnchangedTableIsRecorded() {
    harness.rewriteRows(DimTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    harness.setAlbums(5).runAllStages(TODAY);
    harness.delete("analytics/partitions");
    harness.setCodeVersion("1.1").setCodeHash("another").load(TODAY);

    assertEquals(Optional.of(footer(DimAlbum.TABLE)), find(DimAlbum.TABLE));
    assertEquals("1.0", find(DimAlbum.TABLE).orElseThrow().entries().get("code_version"));
  }

  @Test
  void unchangedRerunPublishesNothing() {
    int before = harness.store().putKeys().size();

    assertFalse(harness.load(TODAY).changed());
    harness.setCodeHash("another");
    assertFalse(harness.load(TODAY).changed());

    assertEquals(
        List.of("state/origin/ds=" + TODAY + "/load.json"),
        harness.store().putKeys().subList(before, harness.store().putKeys().size()));
  }

  /** A new ETag of an equal table does not change the rows of any table. */
  @Test
  void otherTagAloneIsNotPublished() throws IOException {
    replaceByACopy(CleanAlbum.TABLE);
    String before = recorded();

    assertFalse(harness.load(TODAY).changed());
    harness.setCodeHash("another");
    assertFalse(harness.load(TODAY).changed());

    assertEquals(before, recorded());
    assertEquals(Optional.empty(), find(CleanAlbum.TABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"raw/tracks\":1}",
        "{\"raw/tracks\":{\"etag\":\"x\",\"size\":\"1\",\"entries\":{}}}",
        "{\"raw/tracks\":{\"etag\":\"x\",\"size\":1}}"
      })
  void damagedEntryIsIgnored(String damaged) {
    assertEquals(Optional.empty(), find(RawTrack.TABLE, partitionsWith(damaged)));
  }

  @Test
  void footerThatAReaderWouldRefuseIsIgnored() {
    String newer = recorded().replace("\"schema_version\":\"", "\"schema_version\":\"9");
    String otherTable = recorded().replace("\"table\":\"raw/tracks\"", "\"table\":\"raw/other\"");

    assertEquals(Optional.empty(), find(RawTrack.TABLE, partitionsWith(newer)));
    assertEquals(Optional.empty(), find(RawTrack.TABLE, partitionsWith(otherTable)));
    assertTrue(find(DimTrack.TABLE, partitionsWith(otherTable)).isPresent());
  }

  @Test
  void lakeWithoutComparableTagsHasNoEntry() {
    try (PipelineHarness other =
        new PipelineHarness(folder.resolve("other")).setAlbums(4).runAllStages(TODAY)) {
      PartitionMetadata partitions = other.partition(PartitionEntry.TABLE, TODAY).footer();

      assertEquals(Optional.empty(), partitions.find(PartitionMetadata.FOOTERS));
      assertEquals(Optional.empty(), find(RawTrack.TABLE, partitions));
    }
  }
}
