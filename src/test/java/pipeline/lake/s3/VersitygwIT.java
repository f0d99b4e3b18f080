package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pipeline.lake.file.ConcurrentObjectReads;
import pipeline.testing.S3Server;

/**
 * Checks the contract and concurrent reads on versitygw, the strictest server. Skipped if it is not
 * installed, except under -Dfull=true.
 */
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
   * The server reads the ETag before it opens the file. If an upload ends between these two steps,
   * the server returns the new content with the old ETag. Amazon's S3 does not do this.
   */
  @Test
  void readersSeeCompleteRangesAndRarelyTwoVersions() throws Exception {
    ConcurrentObjectReads.ObjectReadCounts counts =
        ConcurrentObjectReads.assertCompleteRanges(store, KEY, 100);
    assertTrue(counts.mixed() * 10 <= counts.complete(), counts::toString);
  }
}
