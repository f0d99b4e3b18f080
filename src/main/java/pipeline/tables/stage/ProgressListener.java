package pipeline.tables.stage;

/** A listener for the progress of a stage. */
@FunctionalInterface
public interface ProgressListener {
  /** A listener that ignores all progress. */
  ProgressListener NONE = (done, total) -> {};

  /**
   * Receives the progress. Several calls can have the same numbers. All calls come from the same
   * thread.
   *
   * @param done the number of finished units
   * @param total the number of all units; 0 if it is unknown
   */
  void onProgress(long done, long total);
}
