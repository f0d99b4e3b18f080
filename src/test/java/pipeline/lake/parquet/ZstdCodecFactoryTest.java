package pipeline.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;

class ZstdCodecFactoryTest {
  private static final String NOEXEC =
      "/tmp/libzstd.so: /tmp/libzstd.so: failed to map segment from shared object";

  /**
   * Returns the errors of the JVM for a library that cannot be loaded, at the first and later
   * attempts.
   */
  private static List<LinkageError> loadErrors(String reason) {
    LinkageError direct = new UnsatisfiedLinkError(reason);
    LinkageError initializer = new ExceptionInInitializerError(direct);
    NoClassDefFoundError later = new NoClassDefFoundError("Could not initialize class Native");
    later.initCause(new ExceptionInInitializerError("Exception UnsatisfiedLinkError: " + reason));
    return List.of(direct, initializer, later);
  }

  @Test
  void noexecMountIsNamedAtEachAttempt() {
    for (LinkageError error : loadErrors(NOEXEC)) {
      LakeException failure = ZstdCodecFactory.notLoaded(error);
      assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
      assertTrue(failure.getMessage().contains("/tmp/libzstd.so: failed to map segment"));
      assertTrue(failure.getMessage().contains("instead of noexec"), failure::getMessage);
      assertTrue(failure.getMessage().contains("-Djava.io.tmpdir=<folder>"), failure::getMessage);
    }
  }

  @Test
  void fullTemporaryFolderIsNamedAtEachAttempt() {
    for (LinkageError error : loadErrors("Cannot unpack libzstd: No space left on device")) {
      assertEquals(LakeErrorKind.FULL, ZstdCodecFactory.notLoaded(error).kind());
    }
  }
}
