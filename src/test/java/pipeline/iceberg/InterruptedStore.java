package pipeline.iceberg;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectTail;

/** A store that fails at one request for an object of the Iceberg tables. */
final class InterruptedStore implements ObjectStore {
  /** What happens at the request. */
  enum Interruption {
    /** The process ends: neither this request nor a later one has an effect. */
    KILL,
    /** The request fails without effect. Later requests succeed. */
    FAILED_REQUEST,
    /** The request takes effect, but its response is lost. Later requests succeed. */
    LOST_RESPONSE
  }

  /** The end of the process, which no code handles. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private static final String TABLES = "iceberg/";

  private final ObjectStore store;
  private final Interruption interruption;
  private final int request;
  private final AtomicInteger requests = new AtomicInteger();

  /**
   * Creates a store.
   *
   * @param request the number of the request that is interrupted, from 1. If the interruption is
   *     KILL, only requests that write are counted
   */
  InterruptedStore(ObjectStore store, Interruption interruption, int request) {
    this.store = store;
    this.interruption = interruption;
    this.request = request;
  }

  /** Returns the number of requests that were counted. */
  int requests() {
    return requests.get();
  }

  private interface Request<T> {
    T send();
  }

  private <T> T read(String key, Request<T> reading) {
    return interruption == Interruption.KILL ? reading.send() : send(key, reading);
  }

  private void write(String key, Runnable writing) {
    boolean unused =
        send(
            key,
            () -> {
              writing.run();
              return true;
            });
  }

  private <T> T send(String key, Request<T> sending) {
    int number = key.startsWith(TABLES) ? requests.incrementAndGet() : 0;
    if (interruption == Interruption.KILL) {
      if (requests.get() >= request) {
        throw new Killed();
      }
    } else if (number == request) {
      if (interruption == Interruption.LOST_RESPONSE) {
        T unused = sending.send();
      }
      throw new LakeException(LakeErrorKind.UNREACHABLE, "interrupted: " + key);
    }
    return sending.send();
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    return read(prefix, () -> store.list(prefix));
  }

  @Override
  public List<String> listFolders(String prefix) {
    return store.listFolders(prefix);
  }

  @Override
  public byte[] read(ObjectInfo object, long offset, int length) {
    return read(object.key(), () -> store.read(object, offset, length));
  }

  @Override
  public Optional<ObjectTail> findTail(String key, int limit) {
    return read(key, () -> store.findTail(key, limit));
  }

  @Override
  public String put(String key, Path file) {
    return send(key, () -> store.put(key, file));
  }

  @Override
  public void put(String key, byte[] bytes) {
    write(key, () -> store.put(key, bytes));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] bytes) {
    return send(key, () -> store.putIfAbsent(key, bytes));
  }

  @Override
  public void delete(String key) {
    write(key, () -> store.delete(key));
  }

  @Override
  public List<IncompleteUpload> listIncompleteUploads() {
    return store.listIncompleteUploads();
  }

  @Override
  public void discard(IncompleteUpload upload) {
    store.discard(upload);
  }

  @Override
  public Optional<Instant> serverTime() {
    return store.serverTime();
  }

  @Override
  public Path tempDirectory() {
    return store.tempDirectory();
  }

  @Override
  public void close() {
    store.close();
  }
}
