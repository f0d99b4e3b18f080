package pipeline.sql.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipeline.sql.SqlLakeSource;

/** Compares the contract with a file. {@code -Dgolden.write} rewrites it for review. */
class DataContractTest {
  private static final Path GOLDEN = Path.of("src/test/resources/pipeline/sql/contract.yaml");

  @Test
  void contractMatchesTheGoldenFile() throws IOException {
    SqlLakeSource source =
        new SqlLakeSource(
            "s3://my-music-lake/lake",
            Optional.of("eu-central-1"),
            Optional.of(URI.create("https://s3.example:9000")));
    String contract = new DataContract(source, "1.2.3").format();
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(GOLDEN, contract);
    }
    assertEquals(Files.readString(GOLDEN), contract);
  }

  @Test
  void localLakeIsReadFromItsFolder() {
    SqlLakeSource source =
        new SqlLakeSource("file:/it's {my} lake*", Optional.empty(), Optional.empty());
    String contract = new DataContract(source, "1.2.3").format();
    assertTrue(
        contract.contains("    path: \"/it''s {{my}} lake[*]/**/{model}/ds=*/*.parquet\"\n"),
        contract.substring(0, 1500));
  }
}
