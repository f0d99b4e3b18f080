package pipeline.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that rows are written and hashed in the same way as by the slower writers of Parquet and
 * Avro.
 */
class ParquetWritersTest {
  private static final Schema SCHEMA =
      schema(
          """
          {"name": "text", "type": "string"},
          {"name": "integer", "type": "int"},
          {"name": "long", "type": "long"},
          {"name": "flag", "type": "boolean"},
          {"name": "perhaps_text", "type": ["null", "string"]},
          {"name": "perhaps_day", "type": ["null", {"type": "int", "logicalType": "date"}]},
          {"name": "perhaps_time", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
          {"name": "perhaps_flag", "type": ["null", "boolean"]},
          {"name": "list", "type": {"type": "array", "items": {"type": "record", "name": "one", "fields": [
            {"name": "id", "type": "string"}, {"name": "name", "type": ["null", "string"]}]}}},
          {"name": "perhaps_list", "type": ["null", {"type": "array", "items": "int"}]}\
          """);

  private static final List<String> TEXTS =
      List.of("", "plain", "Beyoncé", "ねこ", "🎵", "lone \ud83c surrogate", "\0", "é".repeat(3000));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 5000})
  void fileEqualsThatOfParquetAvro(int count) throws IOException {
    List<IndexedRecord> rows = rows(count);
    try (ParquetWriter<IndexedRecord> ours =
            ParquetWriters.open(folder.resolve("ours"), SCHEMA, Map::of);
        ParquetWriter<IndexedRecord> theirs = parquetAvro(folder.resolve("theirs"))) {
      for (IndexedRecord row : rows) {
        ours.write(row);
        theirs.write(row);
      }
    }
    assertArrayEquals(bytes("theirs"), bytes("ours"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5000})
  void contentHashCoversAvroBinaryWithoutTheObservationTime(int count) throws Exception {
    Schema observed = schema("{\"name\": \"observed_at\", \"type\": \"long\"}, " + fields());
    ContentHasher hash = new ContentHasher(observed);
    ByteArrayOutputStream binary = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(binary, null);
    GenericDatumWriter<IndexedRecord> writer = new GenericDatumWriter<>(SCHEMA);
    for (IndexedRecord row : rows(count)) {
      GenericData.Record seen = new GenericData.Record(observed);
      seen.put(0, 1234L + binary.size());
      for (int column = 0; column < SCHEMA.getFields().size(); column++) {
        seen.put(column + 1, row.get(column));
      }
      hash.add(seen);
      writer.write(row, encoder);
    }
    encoder.flush();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(binary.toByteArray());
    assertEquals(HexFormat.of().formatHex(digest), hash.hex());
  }

  @Test
  void rowWithoutARequiredValueIsRefused() throws IOException {
    GenericData.Record row = (GenericData.Record) rows(1).get(0);
    row.put("integer", null);
    try (ParquetWriter<IndexedRecord> writer =
        ParquetWriters.open(folder.resolve("bad"), SCHEMA, Map::of)) {
      IllegalArgumentException bad =
          assertThrows(IllegalArgumentException.class, () -> writer.write(row));
      assertEquals("a row of row has no integer", bad.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"double\"",
        "[\"string\", \"null\"]",
        "[\"null\", \"string\", \"int\"]",
        "{\"type\": \"map\", \"values\": \"string\"}",
        "{\"type\": \"array\", \"items\": [\"null\", \"int\"]}"
      })
  void unsupportedColumnTypeIsRefused(String type) {
    Schema schema = schema("{\"name\": \"odd\", \"type\": " + type + "}");
    assertThrows(IllegalArgumentException.class, () -> new ContentHasher(schema));
  }

  private static List<IndexedRecord> rows(int count) {
    List<IndexedRecord> rows = new ArrayList<>();
    new RandomData(SCHEMA, count, 7L)
        .forEach(row -> rows.add(withUnicodeText((GenericData.Record) row, rows.size())));
    return rows;
  }

  /** Adds texts with non-ASCII characters. Random texts are ASCII only and not of class String. */
  private static GenericData.Record withUnicodeText(GenericData.Record row, int number) {
    row.put("text", TEXTS.get(number % TEXTS.size()) + row.get("text"));
    if (row.get("perhaps_text") != null) {
      row.put("perhaps_text", TEXTS.get(number % TEXTS.size()));
    }
    return row;
  }

  private static ParquetWriter<IndexedRecord> parquetAvro(Path file) throws IOException {
    PlainParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.set("parquet.avro.write-old-list-structure", "false");
    return AvroParquetWriter.<IndexedRecord>builder(new LocalOutputFile(file))
        .withConf(configuration)
        .withSchema(SCHEMA)
        .withDataModel(GenericData.get())
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withCodecFactory(new ZstdCodecFactory())
        .withRowGroupSize(16L << 20)
        .withDictionaryPageSize(64 << 10)
        .build();
  }

  private byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  private static String fields() {
    String schema = SCHEMA.toString();
    return schema.substring(schema.indexOf('[') + 1, schema.lastIndexOf(']'));
  }

  private static Schema schema(String fields) {
    return new Schema.Parser()
        .parse("{\"type\": \"record\", \"name\": \"row\", \"fields\": [" + fields + "]}");
  }
}
