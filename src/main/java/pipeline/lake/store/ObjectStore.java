package pipeline.lake.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A store of objects. An object is a sequence of bytes that is stored under a key.
 *
 * <p>A key consists of names joined by "/", such as {@code
 * raw/tracks/ds=2024-01-01/tracks.parquet}. No name is empty, "." or "..". All failures are {@link
 * LakeException}s. Several threads can use a store at the same time.
 */
public interface ObjectStore extends AutoCloseable {
  /** The maximum number of bytes that {@link #copyTo} holds in memory. */
  int COPY_SIZE = 8 << 20;

  /** Returns {@code s3://bucket/prefix} or {@code file:folder}, without a "/" at the end. */
  String uri();

  /** Returns all objects whose keys have this prefix, in the order of {@link ObjectKeys#ORDER}. */
  List<ObjectInfo> list(String prefix);

  /**
   * Returns the object with this key; empty if it does not exist. Sends a list request and does not
   * read the object.
   */
  default Optional<ObjectInfo> find(String key) {
    return list(key).stream().filter(object -> object.key().equals(key)).findFirst();
  }

  /**
   * Returns the names of the folders directly below a prefix, in the order of {@link
   * ObjectKeys#ORDER}. A folder exists if it contains an object, directly or in a subfolder. On S3,
   * a folder also exists if a console has created an empty object that represents it.
   *
   * @param prefix empty, or ends in "/"
   */
  List<String> listFolders(String prefix);

  /**
   * Returns a range of bytes of one version of an object.
   *
   * @param offset the position of the first byte
   * @param length the number of bytes
   * @throws LakeException of kind REPLACED if the object has been replaced or deleted
   */
  byte[] read(ObjectInfo object, long offset, int length);

  /**
   * Returns the last bytes of an object. Use this method if the object probably exists, because
   * some servers require an additional request if it does not. This default implementation sends
   * two requests for an existing object. A store that needs only one request overrides this method.
   *
   * @param limit the maximum number of bytes; a shorter object is returned completely
   * @return empty if the object does not exist
   * @throws LakeException of kind REPLACED if the object is replaced during the read
   */
  default Optional<ObjectTail> findTail(String key, int limit) {
    return find(key)
        .map(
            object -> {
              int length = (int) Math.min(limit, object.size());
              return new ObjectTail(object, read(object, object.size() - length, length));
            });
  }

  /**
   * Returns the ETag of an object in a form that can be stored and compared with ETags of later
   * lists. Returns empty if the server sends no ETag or a weak one. Also returns empty if the ETag
   * depends on the machine that reads it, as the ETag of a file does.
   */
  default Optional<String> comparableTag(ObjectInfo object) {
    return Optional.empty();
  }

  /**
   * Atomically replaces an object with the content of a file. Usually moves or deletes the file. If
   * the file still exists after this call, the caller must delete it.
   *
   * @param file a file in {@link #tempDirectory()}, so that the store need not copy it
   * @return the ETag of the new version; empty if the server sends none
   */
  String put(String key, Path file);

  /** Atomically replaces an object with the given bytes. */
  void put(String key, byte[] bytes);

  /**
   * Creates an object atomically. If several writers create the same object, only one succeeds.
   *
   * @return false if the object already exists
   */
  boolean putIfAbsent(String key, byte[] bytes);

  /**
   * Copies one version of an object to another store, or to another key of this store. This default
   * implementation downloads the object to a temporary file. Another implementation may copy the
   * object in a cheaper way.
   *
   * @throws LakeException of kind REPLACED if the object has been replaced or deleted
   */
  default void copyTo(ObjectStore target, ObjectInfo object, String key) {
    Path file = target.tempDirectory().resolve(UUID.randomUUID() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        for (long offset = 0; offset < object.size(); offset += COPY_SIZE) {
          out.write(read(object, offset, (int) Math.min(COPY_SIZE, object.size() - offset)));
        }
      }
      String unused = target.put(key, file);
    } catch (IOException failed) {
      throw IoErrorTranslator.writeFailure(target.uri() + "/" + key, failed);
    } finally {
      TemporaryFiles.discard(file);
    }
  }

  /** Deletes an object, if it exists. */
  void delete(String key);

  /**
   * Returns the uploads and temporary files that are not published, including those of running
   * processes.
   */
  List<IncompleteUpload> listIncompleteUploads();

  /** Deletes an incomplete upload, if it still exists. */
  void discard(IncompleteUpload upload);

  /**
   * Returns the server's time from its last response; empty if the store has no server, or has not
   * received a response yet.
   */
  Optional<Instant> serverTime();

  /**
   * Returns the folder for the temporary files that {@code put} publishes. Creates the folder if it
   * is missing.
   */
  Path tempDirectory();

  @Override
  void close();
}
