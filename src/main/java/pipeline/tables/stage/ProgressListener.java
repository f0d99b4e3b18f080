package pipeline.tables.stage;

/** Receives the progress of a stage. */
@FunctionalInterface
public interface ProgressListener {
  /** A listener that ignores all progress. */
  ProgressListener NONE = (done, total) -> {};

  /**
   * Is called by one thread after each finished part of the work.
   *
   * @param total 0 if it is not known
   */
  void onProgress(long done, long total);
}
