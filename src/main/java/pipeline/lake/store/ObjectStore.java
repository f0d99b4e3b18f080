package pipeline.lake.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Bytes under keys: what a lake is kept in.
 *
 * <p>Keys are names joined by "/", as in {@code raw/tracks/ds=2024-01-01/tracks.parquet}; none is
 * empty, "." or "..". All failures are {@link LakeException}s. Safe for use by several threads.
 */
public interface ObjectStore extends AutoCloseable {

  /** For messages: {@code s3://bucket/prefix} or {@code file:folder}, without a "/" at the end. */
  String uri();

  /** Every object whose key begins with this, in the order of their keys' UTF-8 bytes. */
  List<ObjectInfo> list(String prefix);

  /**
   * One level: the names below a prefix up to the next "/", in order, of which there are objects
   * further below.
   *
   * @param prefix empty, or ends in "/"
   */
  List<String> listFolders(String prefix);

  /**
   * A range of this very version of an object.
   *
   * @throws LakeException of kind REPLACED where it was replaced or deleted since it was listed
   */
  byte[] read(ObjectInfo object, long offset, int length);

  /**
   * The end of an object that is likely there. A list and a range; a store that has one request for
   * both does better.
   *
   * @param limit bytes
   * @return empty where there is no such object
   * @throws LakeException of kind REPLACED where it was replaced meanwhile
   */
  default Optional<ObjectTail> findTail(String key, int limit) {
    return list(key).stream()
        .filter(object -> object.key().equals(key))
        .findFirst()
        .map(
            object -> {
              int length = (int) Math.min(limit, object.size());
              return new ObjectTail(object, read(object, object.size() - length, length));
            });
  }

  /**
   * Replaces the object at once and whole: every reader sees the old one or the new one. The file
   * is deleted afterwards, if possible; where this fails, it is left to the caller.
   *
   * @param file in {@link #tempDirectory()}, so that it need not be copied
   */
  void put(String key, Path file);

  /** The same for what is small. */
  void put(String key, byte[] bytes);

  /** An object that is not there is no error. */
  void delete(String key);

  /** What stopped processes left of objects that they did not put; what runs now has some too. */
  List<IncompleteUpload> listIncompleteUploads();

  /** Removes one of {@link #listIncompleteUploads}; that it is gone is no error. */
  void discard(IncompleteUpload upload);

  /** What the server's clock said with its last answer; empty where there is no server. */
  Optional<Instant> serverTime();

  /** A folder, which exists, for temporary files that will be put. */
  Path tempDirectory();

  @Override
  void close();
}
