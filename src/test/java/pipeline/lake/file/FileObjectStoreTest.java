package pipeline.lake.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.IoErrorTranslator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectStoreContract;

class FileObjectStoreTest extends ObjectStoreContract {
  @TempDir Path folder;

  @Override
  protected ObjectStore open() {
    return new FileObjectStore(folder.resolve("lake"));
  }

  @Test
  void firstWriteCreatesTheFolder() {
    assertFalse(Files.exists(folder.resolve("lake")), "opening created the folder");
    assertEquals(List.of(), store.list(""));
    assertFalse(Files.exists(folder.resolve("lake")), "nor does looking");

    put(KEY, "x");

    assertTrue(Files.isRegularFile(folder.resolve("lake").resolve(KEY)));
  }

  @Test
  void putLeavesNoOtherFile() throws IOException {
    put(KEY, "one");
    put(KEY, "two");
    put("other/key", "three");
    store.delete("other/key");

    assertEquals(List.of(folder.resolve("lake").resolve(KEY)), files());
    assertFalse(Files.exists(folder.resolve("lake/other")), "the empty folder was not deleted");
  }

  @Test
  void temporaryFilesAreNotListedAsObjects() throws IOException {
    Path stagingFile = Files.writeString(store.tempDirectory().resolve("staging"), "x");

    assertTrue(stagingFile.startsWith(folder.resolve("lake/work/tmp")));
    assertEquals(List.of(), store.list(""));
    assertEquals(List.of(), store.list("work/"));
    assertEquals(List.of(), store.list("work/tmp/d"));
    assertEquals(List.of(), store.listFolders(""));
    assertThrows(IllegalArgumentException.class, () -> put("work/tmp/mine", "x"));
  }

  @Test
  void temporaryFilesAreListedAsIncompleteUploads() throws IOException {
    assertEquals(List.of(), store.listIncompleteUploads());
    Files.writeString(store.tempDirectory().resolve("b"), "12345");
    Files.writeString(store.tempDirectory().resolve("a"), "1");
    Files.createDirectories(store.tempDirectory().resolve("folder"));

    List<IncompleteUpload> found = store.listIncompleteUploads();

    assertEquals(
        List.of("work/tmp/a", "work/tmp/b"), found.stream().map(IncompleteUpload::key).toList());
    assertEquals(5, found.get(1).bytes());
    store.discard(found.get(0));
    store.discard(found.get(0));
    assertEquals(List.of(found.get(1)), store.listIncompleteUploads());
    assertThrows(
        IllegalArgumentException.class,
        () -> store.discard(new IncompleteUpload(KEY, "", 1, found.get(0).modifiedAt())));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            store.discard(
                new IncompleteUpload("work/tmp/../../x", "", 1, found.get(0).modifiedAt())));
  }

  @Test
  void fileFromAnyFolderIsPut() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "from afar");

    store.put(KEY, elsewhere);

    assertEquals("from afar", text(only(KEY)));
    assertFalse(Files.exists(elsewhere));
  }

  @Test
  @EnabledOnOs(LINUX)
  void fileOfAnotherFileSystemIsPut() throws IOException {
    Path elsewhere = writeOnAnotherFileSystem("from afar");

    store.put(KEY, elsewhere);

    assertEquals("from afar", text(only(KEY)));
    assertFalse(Files.exists(elsewhere));
    assertEquals(List.of(), store.listIncompleteUploads());
  }

  @Test
  @EnabledOnOs(LINUX)
  void failedPutFromAnotherFileSystemLeavesOnlyTheSource() throws IOException {
    Path elsewhere = writeOnAnotherFileSystem("from afar");
    put(KEY + "/below", "in the way");

    assertThrows(LakeException.class, () -> store.put(KEY, elsewhere));

    assertEquals(List.of(), store.listIncompleteUploads());
    assertTrue(Files.deleteIfExists(elsewhere));
  }

  private Path writeOnAnotherFileSystem(String text) throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory));
    assumeFalse(Files.getFileStore(memory).equals(Files.getFileStore(folder)));
    return Files.writeString(Files.createTempFile(memory, "staging", ""), text);
  }

  @Test
  void failedPutOfBytesLeavesNoTemporaryFile() {
    put("raw/a", "old");

    assertThrows(LakeException.class, () -> put("raw/a/below", "new"));

    assertEquals(List.of(), store.listIncompleteUploads());
  }

  @Test
  void failedPutLeavesTheOldObjectAndTheStagingFile() throws IOException {
    put("raw/a", "old");
    Path stagingFile = Files.writeString(store.tempDirectory().resolve("staging"), "new");

    LakeException blocked =
        assertThrows(LakeException.class, () -> store.put("raw/a/below", stagingFile));

    assertEquals(LakeErrorKind.CONFIGURATION, blocked.kind());
    assertMessage(blocked, store.uri() + "/raw/a/below", "in the way", "raw/a");
    assertEquals("old", text(only("raw/a")));
    assertTrue(Files.exists(stagingFile));
  }

  @Test
  void readersSeeOnlyCompleteVersions() throws Exception {
    ConcurrentObjectReads.assertCompleteVersions(store, KEY, 100);
  }

  @Test
  void concurrentDeleteAndPutInAFolderLoseNothing() throws Exception {
    ExecutorService neighbour = Executors.newSingleThreadExecutor();
    try {
      Future<?> passing = neighbour.submit(() -> putAndDeleteRepeatedly("t/ds=1/passing"));
      putAndDeleteRepeatedly("t/ds=1/staying");
      passing.get();
    } finally {
      neighbour.shutdownNow();
    }

    assertEquals(List.of(), keys(""));
  }

  private void putAndDeleteRepeatedly(String key) {
    for (int i = 0; i < 150; i++) {
      put(key, "x" + i);
      assertEquals("x" + i, text(only(key)));
      store.delete(key);
    }
  }

  @Test
  void linkedFolderIsFollowedAndStays() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other disk"));
    Files.createDirectories(folder.resolve("lake"));
    Files.createSymbolicLink(folder.resolve("lake/raw"), other);

    put(KEY, "x");
    assertEquals("x", text(only(KEY)));
    assertTrue(Files.exists(other.resolve("releases/ds=2024-01-01/releases.parquet")));

    store.delete(KEY);
    assertTrue(Files.isSymbolicLink(folder.resolve("lake/raw")));
  }

  @Test
  void fileInThePlaceOfTheLakeIsReported() throws IOException {
    Files.writeString(folder.resolve("lake"), "a file");

    assertEquals(List.of(), store.list(""));
    LakeException failure = assertThrows(LakeException.class, () -> put(KEY, "x"));

    assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
    assertMessage(failure, "in the way", folder.resolve("lake").toString());

    LakeException listing = assertThrows(LakeException.class, () -> store.list(KEY));
    assertEquals(LakeErrorKind.CONFIGURATION, listing.kind());
    assertMessage(listing, "in the way", folder.resolve("lake").toString());
  }

  /** Nobody can write to /sys, not even root. */
  @Test
  @EnabledOnOs(LINUX)
  void missingWritePermissionIsReported() {
    try (ObjectStore kernel = new FileObjectStore(Path.of("/sys/pipeline-lake"))) {
      LakeException failure =
          assertThrows(LakeException.class, () -> kernel.put(KEY, "x".getBytes(UTF_8)));

      assertEquals(LakeErrorKind.DENIED, failure.kind());
      assertMessage(failure, "/sys/pipeline-lake", "LAKE");
    }
  }

  @Test
  void fullDiskAndReadOnlyDiskAreDistinguished() {
    assertEquals(LakeErrorKind.FULL, kindOfWriteFailure("No space left on device"));
    assertEquals(LakeErrorKind.FULL, kindOfWriteFailure("Disk quota exceeded"));
    assertEquals(LakeErrorKind.DENIED, kindOfWriteFailure("Read-only file system"));
    assertEquals(LakeErrorKind.DENIED, kindOfWriteFailure("Operation not permitted"));
    assertEquals(LakeErrorKind.UNREACHABLE, kindOfWriteFailure("Input/output error"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Operation not permitted", "Operation not supported", "Function not implemented"})
  void missingHardLinksAreReported(String reason) {
    Path target = Path.of("/lake/key");
    LakeException failure =
        assertThrows(
            LakeException.class,
            () ->
                FileObjectStore.checkLinksAreSupported(
                    target, new FileSystemException("/lake/key", "/lake/tmp", reason)));
    assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
    assertMessage(failure, "without hard links", "file:/lake/key");
    FileObjectStore.checkLinksAreSupported(
        target, new FileSystemException("/lake/key", "/lake/tmp", "Input/output error"));
  }

  @Test
  void failureDuringAListingIsAnIoException() {
    IOException cause = new IOException("Input/output error");
    IOException failure =
        assertThrows(IOException.class, () -> FileTreeLister.paths(failingFolder(cause)));
    assertEquals(cause, failure);
  }

  private static DirectoryStream<Path> failingFolder(IOException cause) {
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        throw new DirectoryIteratorException(cause);
      }

      @Override
      public void close() {}
    };
  }

  private static LakeErrorKind kindOfWriteFailure(String reason) {
    LakeException withFile =
        IoErrorTranslator.writeFailure(
            "file:lake/key", new FileSystemException("lake/key", null, reason));
    LakeException withoutFile =
        IoErrorTranslator.writeFailure("file:lake/key", new IOException(reason));
    assertEquals(withFile.kind(), withoutFile.kind());
    assertMessage(withoutFile, "file:lake/key");
    return withoutFile.kind();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
