package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.cli.CommandRun;

/** Checks that wrong usage is reported before the lake is opened. */
class ExportUsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clean/album --date 2024-01-01 | unknown table: 'clean/album'; did you mean clean/albums?",
        "songs --date 2024-01-01 | The tables are raw/releases, raw/tracks, clean/albums,",
        "clean/albums --date 2024-01-01 --columns album_nam | did you mean album_name?",
        "clean/albums --date 2024-01-01 --columns xyzzyxyzzy | The columns are album_id,"
            + " album_name",
        "clean/albums --date 2024-01-01 --columns ds,ds | duplicate column in --columns: ds",
        "clean/albums --date 2024-01-01 --columns ds | --columns selects only ds",
        "clean/albums --date 2024-01-01 --columns album_name..album_id | write"
            + " album_id..album_name",
        "clean/albums | give either --date or --from",
        "clean/albums --date 2024-01-01 --from 2024-01-01 | give either --date or --from",
        "clean/albums --to 2024-01-01 | give either --date or --from",
        "clean/albums --from 2024-01-02 --to 2024-01-01 | --from 2024-01-02 is after --to",
        "clean/albums --date 2024-01-01 --format xml | 'xml' is not one of csv, jsonl",
        "clean/albums --date 2024-01-01 -o a.d/albums.parquet | unknown extension of --output:"
            + " '.parquet'",
        "clean/albums --date 2024-01-01 --format jsonl --formula-safe | requires --format csv",
        "clean/albums --date 2024-01-01 --output s3://bucket | not the address of an S3 object",
        "clean/albums --date 2024-01-01 --output s3://bucket/ | not the address of an S3 object",
        "clean/albums --date 2024-01-01 --output s3://my_bucket/a.csv | 3 to 63 lower-case letters",
        "clean/albums --date 2024-01-01 --output s3://bucket/../a.csv | not the address of an S3"
            + " object",
        "clean/albums --date 2024-01-01 --output no/such/folder.csv | missing folder",
        "clean/albums --date 2027-01-01 | date in the future: 2027-01-01",
      })
  void wrongUsageIsRefused(String arguments, String message) {
    CommandRun run = CommandRun.runLine("export " + arguments);
    assertEquals(64, run.exitCode(), run.err());
    String output = run.out() + run.err();
    assertTrue(output.contains(message), output);
  }
}
