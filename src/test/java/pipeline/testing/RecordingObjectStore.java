package pipeline.testing;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectTail;

/** A store that records the keys that are put, in order. */
public final class RecordingObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final List<String> putKeys = new CopyOnWriteArrayList<>();
  private final AtomicInteger stagingFileCount = new AtomicInteger();
  private final AtomicInteger listCount = new AtomicInteger();
  private final AtomicInteger listedObjectCount = new AtomicInteger();
  private final AtomicInteger readCount = new AtomicInteger();
  private final AtomicReference<Runnable> afterList = new AtomicReference<>(() -> {});
  private volatile Consumer<String> beforeRead = key -> {};
  private volatile Consumer<String> beforePut = key -> {};

  private boolean hasComparableTags;

  RecordingObjectStore(ObjectStore store) {
    this.store = store;
  }

  /** Returns the number of staging files that were created. */
  public int stagingFileCount() {
    return stagingFileCount.get();
  }

  public int listCount() {
    return listCount.get();
  }

  /** Returns the number of objects in the listings. A list request of S3 returns up to 1,000. */
  public int listedObjectCount() {
    return listedObjectCount.get();
  }

  public int readCount() {
    return readCount.get();
  }

  public List<String> putKeys() {
    return List.copyOf(putKeys);
  }

  /**
   * Runs an action once, between the next listing and the reads after it. The action stands for
   * another process.
   */
  public void afterNextList(Runnable action) {
    afterList.set(action);
  }

  /** Makes the ETags comparable, like those of S3. */
  void setComparableTags() {
    hasComparableTags = true;
  }

  /** Runs an action before each listing, with its prefix, and before each read, with its key. */
  public void beforeEachRead(Consumer<String> action) {
    beforeRead = action;
  }

  /** Runs an action before each upload, with its key. */
  public void beforeEachPut(Consumer<String> action) {
    beforePut = action;
  }

  private <T> List<T> recordListing(List<T> found) {
    listCount.incrementAndGet();
    listedObjectCount.addAndGet(found.size());
    afterList.getAndSet(() -> {}).run();
    return found;
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    beforeRead.accept(prefix);
    return recordListing(store.list(prefix));
  }

  @Override
  public List<String> listFolders(String prefix) {
    beforeRead.accept(prefix);
    return recordListing(store.listFolders(prefix));
  }

  @Override
  public byte[] read(ObjectInfo object, long offset, int length) {
    beforeRead.accept(object.key());
    readCount.incrementAndGet();
    return store.read(object, offset, length);
  }

  @Override
  public Optional<ObjectTail> findTail(String key, int limit) {
    beforeRead.accept(key);
    readCount.incrementAndGet();
    return store.findTail(key, limit);
  }

  /** Returns the ETag of the folder as a store on S3 does, if {@link #setComparableTags} is on. */
  @Override
  public Optional<String> comparableTag(ObjectInfo object) {
    return hasComparableTags ? Optional.of(object.etag()) : store.comparableTag(object);
  }

  @Override
  public String put(String key, Path file) {
    beforePut.accept(key);
    String etag = store.put(key, file);
    putKeys.add(key);
    return etag;
  }

  @Override
  public void put(String key, byte[] bytes) {
    beforePut.accept(key);
    store.put(key, bytes);
    putKeys.add(key);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] bytes) {
    beforePut.accept(key);
    boolean created = store.putIfAbsent(key, bytes);
    if (created) {
      putKeys.add(key);
    }
    return created;
  }

  @Override
  public void copyTo(ObjectStore target, ObjectInfo object, String key) {
    beforeRead.accept(object.key());
    store.copyTo(target, object, key);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
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
    stagingFileCount.incrementAndGet();
    return store.tempDirectory();
  }

  @Override
  public void close() {
    store.close();
  }
}
