package pipeline.purge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pipeline.lake.Lake;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.stage.WorkPaths;

/**
 * Lists the files in {@code work/}, including the temporary files of a local lake, and the
 * incomplete uploads of a lake in S3. The files of one folder, such as the checkpoints of a date,
 * are used together. A new file therefore protects the older files in its folder from deletion.
 *
 * @param retention the time after which a run that writes nothing counts as stopped. Pages of
 *     searches have another retention: {@link WorkPaths#SEARCH_PAGE_LIFETIME}.
 */
public record WorkFileScanner(Lake lake, Duration retention) {
  /**
   * The default retention. It is longer than a day, because a rate-limit block can last a day and
   * the run that resumes after the block needs the files.
   */
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(2);

  private static final String TEMPORARY = "work/tmp";
  private static final String UPLOADS = "incomplete uploads";

  /** Returns all files, whether a run still needs them or not. */
  public List<WorkFile> list() {
    return Stream.concat(listFiles().stream(), listIncompleteUploads().stream()).toList();
  }

  public List<WorkFile> listFiles() {
    List<ObjectInfo> objects = lake.store().list(WorkPaths.FOLDER);
    Map<String, Instant> newest = new HashMap<>();
    for (ObjectInfo object : objects) {
      newest.merge(
          groupKey(object.key()),
          object.lastModified(),
          (one, other) -> one.isAfter(other) ? one : other);
    }
    List<WorkFile> files = new ArrayList<>();
    for (ObjectInfo object : objects) {
      files.add(
          new WorkFile(
              new DeletionCandidate(
                  category(object.key()),
                  object.key(),
                  null,
                  object.size(),
                  () -> lake.store().delete(object.key())),
              newest.getOrDefault(groupKey(object.key()), object.lastModified()),
              isPage(object.key()) ? WorkPaths.SEARCH_PAGE_LIFETIME : retention));
    }
    return files;
  }

  /**
   * Returns the incomplete uploads if the lake is in S3, or the temporary files if it is in a local
   * folder.
   */
  public List<WorkFile> listIncompleteUploads() {
    return lake.store().listIncompleteUploads().stream().map(this::toWorkFile).toList();
  }

  private WorkFile toWorkFile(IncompleteUpload unfinished) {
    boolean upload = !unfinished.uploadId().isEmpty();
    DeletionCandidate candidate =
        new DeletionCandidate(
            upload ? UPLOADS : TEMPORARY,
            unfinished.key() + (upload ? " upload " + unfinished.uploadId() : ""),
            null,
            unfinished.bytes(),
            () -> lake.store().discard(unfinished));
    return new WorkFile(candidate, unfinished.modifiedAt(), retention);
  }

  private static boolean isPage(String key) {
    return key.startsWith(WorkPaths.SEARCH_PAGES);
  }

  /**
   * Returns the name of a file's group. All files of a group expire when the newest one expires.
   * The files of a folder {@code work/STAGE/FOLDER} are a group. Any other file, such as a page of
   * a search, is a group of its own.
   */
  private static String groupKey(String key) {
    int stage = key.indexOf('/', WorkPaths.FOLDER.length());
    int folder = stage < 0 ? -1 : key.indexOf('/', stage + 1);
    return isPage(key) || folder < 0 ? key : key.substring(0, folder);
  }

  private static String category(String key) {
    int stage = key.indexOf('/', WorkPaths.FOLDER.length());
    return stage < 0 ? key : key.substring(0, stage);
  }
}
