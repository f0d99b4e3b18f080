package pipeline.tables.stage;

/** Is told how far a stage has come. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (done, total) -> {};

  /**
   * Called as work gets done, by one thread.
   *
   * @param total 0 where it is not known
   */
  void onProgress(long done, long total);
}
