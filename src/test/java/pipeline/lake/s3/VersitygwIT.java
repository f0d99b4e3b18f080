package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pipeline.lake.file.ConcurrentObjectReads;
import pipeline.testing.S3Server;

/** The stricter server, also about races; where it is installed, and always under -Dfull=true. */
class VersitygwIT extends S3Contract {
  @Override
  S3Server start(Path folder) {
    String missing = "install github.com/versity/versitygw/cmd/versitygw@v1.8.0 with Go";
    if (Boolean.getBoolean("full")) {
      assertTrue(S3Server.versitygw().isPresent(), missing);
    } else {
      assumeTrue(S3Server.versitygw().isPresent(), missing);
    }
    return S3Server.versitygw(folder);
  }

  /**
   * It looks at an ETag by the object's name and then opens the file of that name: what is put in
   * between is handed out under the ETag before. Amazon's S3 does not do that.
   */
  @Test
  void readersSeeWholeRangesAndRarelyTwoVersions() throws Exception {
    ConcurrentObjectReads.ObjectReadCounts met =
        ConcurrentObjectReads.assertCompleteRanges(store, KEY, 100);
    assertTrue(met.mixed() * 10 <= met.complete(), met::toString);
  }
}
