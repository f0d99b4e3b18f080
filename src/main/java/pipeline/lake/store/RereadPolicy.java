package pipeline.lake.store;

import java.util.function.Supplier;

/**
 * The rule for an object that another process replaces or deletes during a read. The reader
 * discards everything that it has read so far, and starts over.
 */
public final class RereadPolicy {
  private static final int MAX_ATTEMPTS = 3;

  private RereadPolicy() {}

  /**
   * Returns the result of the first attempt during which no object is replaced.
   *
   * @param work the work of one attempt, which must list its objects again
   * @throws LakeException of kind REPLACED if an object is replaced in each of three attempts
   */
  public static <T> T apply(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (LakeException failed) {
        if (failed.kind() != LakeException.LakeErrorKind.REPLACED || attempt == MAX_ATTEMPTS) {
          throw failed;
        }
      }
    }
  }
}
