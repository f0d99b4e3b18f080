package pipeline.testing;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectTail;

/** A store that remembers what was put, in order. */
final class RecordingObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final List<String> puts = new CopyOnWriteArrayList<>();
  private final AtomicInteger drafts = new AtomicInteger();
  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger listed = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicReference<Runnable> afterList = new AtomicReference<>(() -> {});

  RecordingObjectStore(ObjectStore store) {
    this.store = store;
  }

  /** How often something was to be written, published or not. */
  int drafts() {
    return drafts.get();
  }

  int lists() {
    return lists.get();
  }

  /** How much it was told then: a request on S3 tells of a thousand. */
  int listed() {
    return listed.get();
  }

  int reads() {
    return reads.get();
  }

  List<String> puts() {
    return List.copyOf(puts);
  }

  /** Another process does this once, between the next list and what is read after it. */
  void afterNextList(Runnable another) {
    afterList.set(another);
  }

  private <T> List<T> told(List<T> found) {
    lists.incrementAndGet();
    listed.addAndGet(found.size());
    afterList.getAndSet(() -> {}).run();
    return found;
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    return told(store.list(prefix));
  }

  @Override
  public List<String> listFolders(String prefix) {
    return told(store.listFolders(prefix));
  }

  @Override
  public byte[] read(ObjectInfo object, long offset, int length) {
    reads.incrementAndGet();
    return store.read(object, offset, length);
  }

  @Override
  public Optional<ObjectTail> findTail(String key, int most) {
    reads.incrementAndGet();
    return store.findTail(key, most);
  }

  @Override
  public void put(String key, Path file) {
    store.put(key, file);
    puts.add(key);
  }

  @Override
  public void put(String key, byte[] bytes) {
    store.put(key, bytes);
    puts.add(key);
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
  public void discard(IncompleteUpload left) {
    store.discard(left);
  }

  @Override
  public Optional<Instant> serverTime() {
    return store.serverTime();
  }

  @Override
  public Path tempDirectory() {
    drafts.incrementAndGet();
    return store.tempDirectory();
  }

  @Override
  public void close() {
    store.close();
  }
}
